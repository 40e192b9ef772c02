import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Section } from '~/components/Peek';
import { ActError, LoadError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { dayOf, formatInstant, formatShortDay } from '~/shared/dates';
import { linksQuery, type PortalLink, useRevokeLink } from './api';
import classes from './customers.module.css';

const SHOWN = 3;

/** The links to the customer's space: to whom, opened or not, until when; those that open can end. */
export function LinkList({ customerId }: { customerId: string }) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const [isLong, setLong] = useState(false);
  const result = useQuery(linksQuery(customerId));
  const revoke = useRevokeLink(customerId);
  if (result.isLoadingError)
    return <LoadError error={result.error} onRetry={() => void result.refetch()} />;
  const links = result.data?.items ?? [];
  if (links.length === 0) return null;
  const isOpen = (link: PortalLink) => link.state === 'open';
  const openFirst = [...links.filter(isOpen), ...links.filter((link) => !isOpen(link))];
  const shown = isLong ? links : openFirst.slice(0, SHOWN);

  return (
    <Section title={<Trans>Liens vers l’espace client</Trans>} count={links.length}>
      <ul className={classes['holds']}>
        {shown.map((link) => (
          <li key={link.id}>
            <div>
              <p className={classes['reach']} title={link.sent_to}>
                {link.sent_to}
              </p>
              <LinkState link={link} />
            </div>
            {mayAct && link.state === 'open' ? (
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={t`Révoquer le lien envoyé à ${link.sent_to}`}
                loading={revoke.isPending && revoke.variables === link.id}
                onClick={() => revoke.mutate(link.id)}
              >
                <Trans>Révoquer</Trans>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {links.length > shown.length ? (
        <button type="button" className={classes['linkButton']} onClick={() => setLong(true)}>
          <Trans>Voir tous les liens</Trans>
        </button>
      ) : null}
      <ActError error={revoke.error} />
    </Section>
  );
}

function LinkState({ link }: { link: PortalLink }) {
  const { today, time_zone } = useCompany();
  const day = (instant: string) => formatShortDay(dayOf(instant, time_zone), today);
  if (link.state === 'revoked' && link.revoked_at) {
    return (
      <StatusPill tone="idle">
        <Trans>Révoqué le {day(link.revoked_at)}</Trans>
      </StatusPill>
    );
  }
  if (link.state === 'expired') {
    return (
      <StatusPill tone="idle">
        <Trans>Expiré le {day(link.expires_at)}</Trans>
      </StatusPill>
    );
  }
  return link.first_opened_at ? (
    <StatusPill tone="ok">
      <Trans>Ouvert le {formatInstant(link.first_opened_at, time_zone, today)}</Trans>
    </StatusPill>
  ) : (
    <StatusPill tone="info">
      <Trans>
        Envoyé le {day(link.created_at)}, valable jusqu’au {day(link.expires_at)}
      </Trans>
    </StatusPill>
  );
}
