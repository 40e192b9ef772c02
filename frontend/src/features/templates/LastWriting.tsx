import { Trans } from '@lingui/react/macro';
import { useCompany } from '~/components/CompanyContext';
import { formatInstant } from '~/shared/dates';
import type { TemplateText } from './api';

/** When a text of the company's own was last written, and by whom when it was a person. */
export function LastWriting({ text }: { text: TemplateText }) {
  const { time_zone, today } = useCompany();
  if (!text.updated_at) return null;
  const at = formatInstant(text.updated_at, time_zone, today);
  const name = text.updated_by_name;
  return (
    <span className="muted">
      {name ? (
        <Trans>
          modifié le {at} par {name}
        </Trans>
      ) : (
        <Trans>modifié le {at}</Trans>
      )}
    </span>
  );
}
