import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Note } from '~/components/Note';
import { downloadCsv } from '~/shared/download';
import { formatAmount, formatMoney } from '~/shared/money';
import { gapsQuery } from './api';
import classes from './home.module.css';

const SHOWN = 5;

/** Lettered groups that do not sum to zero: which accounts, how much, and the full list (SAGE-115). */
export function GapNote() {
  const { t } = useLingui();
  const [isOpen, setOpen] = useState(false);
  const result = useQuery(gapsQuery);
  const gaps = result.data?.items ?? [];
  if (gaps.length === 0) return null;
  const save = () =>
    downloadCsv(t`ecarts-de-lettrage.csv`, [
      [t`Code client`, t`Client`, t`Lettrage`, t`Écritures`, t`Écart`, t`Devise`],
      ...gaps.map((gap) => [
        gap.code,
        gap.name,
        gap.reconciliation_code,
        String(gap.lines),
        formatAmount(gap.left_minor, gap.currency),
        gap.currency,
      ]),
    ]);

  return (
    <div className={classes['alert']}>
      <Note tone="warn">
        <b>
          <Plural
            value={gaps.length}
            one="# groupe lettré ne s’équilibre pas."
            other="# groupes lettrés ne s’équilibrent pas."
          />
        </b>{' '}
        <Trans>
          Ses écritures restent ouvertes : corrigez le lettrage dans votre comptabilité.
        </Trans>
        <span className={classes['alertActs']}>
          <Button size="compact-sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? <Trans>Masquer les comptes</Trans> : <Trans>Voir les comptes</Trans>}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={save}>
            <Trans>Exporter la liste</Trans>
          </Button>
        </span>
        {isOpen ? (
          <ul className={classes['gaps']}>
            {gaps.slice(0, SHOWN).map((gap) => (
              <li key={`${gap.customer_id}${gap.reconciliation_code}${gap.currency}`}>
                <Link to="/clients/$id" params={{ id: gap.customer_id }}>
                  {gap.name}
                </Link>{' '}
                <span className="muted">
                  <Trans>lettrage {gap.reconciliation_code}</Trans>
                </span>
                <span className="figures strong">{formatMoney(gap.left_minor, gap.currency)}</span>
              </li>
            ))}
          </ul>
        ) : null}
      </Note>
    </div>
  );
}
