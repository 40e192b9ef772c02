import { Trans } from '@lingui/react/macro';
import { IconAlertTriangle, IconCalendarCheck, IconHandStop } from '@tabler/icons-react';
import { StatusPill } from './StatusPill';

/** What sets a customer apart in a list: stopped, promised, disputed. */
export function Flags({ flags }: { flags: readonly string[] }) {
  return (
    <>
      {flags.includes('stop') ? (
        <StatusPill tone="bad" icon={IconHandStop}>
          <Trans>Stop</Trans>
        </StatusPill>
      ) : null}
      {flags.includes('promise') ? (
        <StatusPill tone="info" icon={IconCalendarCheck}>
          <Trans>Promesse</Trans>
        </StatusPill>
      ) : null}
      {flags.includes('dispute') ? (
        <StatusPill tone="warn" icon={IconAlertTriangle}>
          <Trans>Litige</Trans>
        </StatusPill>
      ) : null}
    </>
  );
}
