import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceDesktop, IconDeviceMobile, IconLogout } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCompany } from '~/components/CompanyContext';
import { Dialog } from '~/components/Dialog';
import { ActError, LoadError, Loading } from '~/components/States';
import { Tag } from '~/components/StatusPill';
import { formatInstant } from '~/shared/dates';
import { deviceOf } from './device';
import { type OwnSession, ownSessionsQuery, useEndSession, useLogOutEverywhere } from './ownApi';
import { Part } from './Part';
import classes from './settings.module.css';

/** Where one is logged in; each device can be logged out from here, or all at once. */
export function SessionList({ onLoggedOut }: { onLoggedOut: () => void }) {
  const result = useQuery(ownSessionsQuery);
  const end = useEndSession();
  const sessions = result.data?.items ?? [];

  return (
    <Part
      title={<Trans>Appareils connectés</Trans>}
      about={
        <Trans>
          Un appareil que vous ne reconnaissez pas : déconnectez-le, puis changez de mot de passe.
        </Trans>
      }
    >
      <div className={classes['wide']}>
        {result.isPending ? <Loading /> : null}
        {result.isLoadingError ? (
          <LoadError error={result.error} onRetry={() => void result.refetch()} />
        ) : null}
        <ul className={classes['devices']}>
          {sessions.map((session) => (
            <Device
              key={session.id}
              session={session}
              isEnding={end.isPending && end.variables === session.id}
              onEnd={() => end.mutate(session.id)}
            />
          ))}
        </ul>
        <ActError error={end.error} />
      </div>
      <div className={classes['wide']}>
        <LogOutEverywhere count={sessions.length} onLoggedOut={onLoggedOut} />
      </div>
    </Part>
  );
}

type DeviceProps = { session: OwnSession; isEnding: boolean; onEnd: () => void };

function Device({ session, isEnding, onEnd }: DeviceProps) {
  const { t } = useLingui();
  const { time_zone, today } = useCompany();
  const { name, isMobile } = deviceOf(session.user_agent);
  const Icon = isMobile ? IconDeviceMobile : IconDeviceDesktop;
  const at = (instant: string) => formatInstant(instant, time_zone, today);

  return (
    <li className={classes['device']}>
      <Icon size={20} stroke={1.6} aria-hidden />
      <div>
        <span className={classes['line']}>
          <span className="strong">{name}</span>
          {session.is_current ? (
            <Tag tone="ok">
              <Trans>cet appareil</Trans>
            </Tag>
          ) : null}
        </span>
        <span className={`${classes['under']} figures`}>
          <span>
            <Trans>connecté le {at(session.opened_at)}</Trans>
          </span>
          <span>
            <Trans>dernier usage le {at(session.last_used_at)}</Trans>
          </span>
          {session.ip ? (
            <span>
              <Trans>depuis {session.ip}</Trans>
            </span>
          ) : null}
        </span>
      </div>
      {session.is_current ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={isEnding}
          aria-label={t`Déconnecter ${name}`}
          onClick={onEnd}
        >
          <Trans>Déconnecter</Trans>
        </Button>
      )}
    </li>
  );
}

function LogOutEverywhere({ count, onLoggedOut }: { count: number; onLoggedOut: () => void }) {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const leave = useLogOutEverywhere();

  return (
    <>
      <Button
        color="red"
        variant="subtle"
        leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />}
        onClick={dialog.open}
      >
        <Trans>Se déconnecter partout</Trans>
      </Button>
      <Dialog opened={isOpen} onClose={dialog.close} title={t`Se déconnecter partout`}>
        <div className={classes['dialog']}>
          <p>
            <Plural
              value={count}
              one="Cet appareil est déconnecté tout de suite."
              other="Les # appareils sont déconnectés tout de suite, celui-ci compris."
            />{' '}
            <Trans>Il faudra votre mot de passe pour revenir.</Trans>
          </p>
          <ActError error={leave.error} />
          <div className={classes['acts']}>
            <Button onClick={dialog.close}>
              <Trans>Rester connecté</Trans>
            </Button>
            <Button
              variant="filled"
              color="red"
              loading={leave.isPending}
              onClick={() => leave.mutate(undefined, { onSuccess: onLoggedOut })}
            >
              <Trans>Se déconnecter partout</Trans>
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}
