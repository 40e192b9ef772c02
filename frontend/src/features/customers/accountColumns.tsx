import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconNote, IconPencil } from '@tabler/icons-react';
import type { Receivable } from '~/api/customers';
import { useCompany } from '~/components/CompanyContext';
import type { Column } from '~/components/DataTable';
import { LevelMark } from '~/components/LevelMark';
import { Money } from '~/components/Money';
import { reasonTone } from '~/components/reasonTone';
import { StatusPill } from '~/components/StatusPill';
import { ageOf, formatDay, formatShortDay } from '~/shared/dates';
import { currencySymbol } from '~/shared/money';
import { reasonFor, shortReasonFor } from '~/shared/words';
import classes from './customers.module.css';

/** The state of a receivable: why it is held, or how it ended. */
function ReceivableStatus({ receivable }: { receivable: Receivable }) {
  const { today } = useCompany();
  const [hold] = receivable.holds;
  const [flag] = receivable.flags;
  if (!hold && flag) {
    return (
      <StatusPill tone={reasonTone(flag)}>
        <span title={reasonFor(flag)}>{shortReasonFor(flag)}</span>
      </StatusPill>
    );
  }
  if (hold) {
    return (
      <StatusPill tone={reasonTone(hold.kind)}>
        <span title={reasonFor(hold.kind)}>
          {shortReasonFor(hold.kind)}
          {hold.last_on ? <Trans>, jusqu’au {formatShortDay(hold.last_on, today)}</Trans> : null}
        </span>
      </StatusPill>
    );
  }
  if (receivable.status === 'closed_absent') {
    return (
      <StatusPill tone="idle">
        <Trans>Absente du dernier fichier</Trans>
      </StatusPill>
    );
  }
  if (receivable.status === 'closed') {
    return (
      <StatusPill tone="ok">
        {receivable.reconciliation_code ? (
          <Trans>Lettrée {receivable.reconciliation_code}</Trans>
        ) : (
          <Trans>Soldée</Trans>
        )}
      </StatusPill>
    );
  }
  if (receivable.balance_minor < 0) {
    return (
      <StatusPill tone="idle">
        <Trans>À affecter</Trans>
      </StatusPill>
    );
  }
  return null;
}

/** The second line of a row on a phone: when it is due, how late, and its state. */
export function ReceivableDetail({ receivable }: { receivable: Receivable }) {
  return (
    <>
      {formatDay(receivable.due_on)}{' '}
      {receivable.days_late > 0 ? (
        <span className="age" data-late={ageOf(receivable.days_late)}>
          <Trans>{receivable.days_late} j</Trans>{' '}
        </span>
      ) : null}
      <ReceivableStatus receivable={receivable} />
    </>
  );
}

/** The columns of an account; with one `currency`, it is named once in the headers. */
export function accountColumns(
  currency: string | null,
  onEdit: ((receivable: Receivable) => void) | undefined,
): Column<Receivable>[] {
  const bare = currency !== null;
  const unit = currency ? `, ${currencySymbol(currency)}` : '';
  return [
    {
      id: 'number',
      header: <Trans>Pièce</Trans>,
      grow: true,
      cell: (row) => (
        <span className={classes['document']} title={row.label}>
          <span className="reference strong">{row.number || row.label || '–'}</span>
          {row.kind === 'credit_note' ? (
            <span className="muted">
              <Trans>avoir</Trans>
            </span>
          ) : null}
          <Remarks receivable={row} />
          {row.kind === 'payment' ? (
            <span className="muted">
              <Trans>règlement</Trans>
            </span>
          ) : null}
        </span>
      ),
    },
    {
      id: 'invoiced',
      header: <Trans>Date</Trans>,
      hides: 3,
      cell: (row) => <span className="muted figures">{formatDay(row.invoiced_on)}</span>,
    },
    {
      id: 'due',
      header: <Trans>Échéance</Trans>,
      hides: 1,
      cell: (row) => <span className="figures">{formatDay(row.due_on)}</span>,
    },
    {
      id: 'late',
      header: <Trans>Retard</Trans>,
      numeric: true,
      hides: 2,
      cell: (row) =>
        row.status === 'open' && row.days_late > 0 ? (
          <span className="age" data-late={ageOf(row.days_late)}>
            <Trans>{row.days_late} j</Trans>
          </span>
        ) : (
          <span className="muted">–</span>
        ),
    },
    {
      id: 'level',
      header: <Trans>Niv.</Trans>,
      hides: 2,
      cell: (row) => (row.balance_minor < 0 ? null : <LevelMark level={row.level} />),
    },
    {
      id: 'status',
      header: <Trans>État</Trans>,
      hides: 1,
      cell: (row) => <ReceivableStatus receivable={row} />,
    },
    {
      id: 'amount',
      header: <Trans>Montant{unit}</Trans>,
      numeric: true,
      hides: 3,
      cell: (row) => (
        <span className="muted">
          <Money minor={row.amount_minor} currency={row.currency} bare={bare} />
        </span>
      ),
    },
    {
      id: 'balance',
      header: <Trans>Reste dû{unit}</Trans>,
      numeric: true,
      cell: (row) => (
        <b className="strong">
          <Money minor={row.balance_minor} currency={row.currency} bare={bare} dashZero />
        </b>
      ),
    },
    ...(onEdit ? [editColumn(onEdit)] : []),
  ];
}

function editColumn(onEdit: (receivable: Receivable) => void): Column<Receivable> {
  return {
    id: 'edit',
    header: (
      <span className="readers-only">
        <Trans>Modifier</Trans>
      </span>
    ),
    cell: (row) => (row.status === 'open' ? <EditButton receivable={row} onEdit={onEdit} /> : null),
  };
}

type EditProps = { receivable: Receivable; onEdit: (receivable: Receivable) => void };

function EditButton({ receivable, onEdit }: EditProps) {
  const { t } = useLingui();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t`Modifier ${receivable.number || receivable.label}`}
      onClick={() => onEdit(receivable)}
    >
      <IconPencil size={14} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}

/** A note and an expected day, as marks that say their words. */
function Remarks({ receivable }: { receivable: Receivable }) {
  const { t } = useLingui();
  const { today } = useCompany();
  const { note, forecast_on: forecastOn } = receivable;
  return (
    <>
      {note ? (
        <span className="muted" title={note}>
          <IconNote size={14} stroke={1.6} aria-label={t`Note : ${note}`} />
        </span>
      ) : null}
      {forecastOn ? (
        <span className="muted small">
          <Trans>attendu le {formatShortDay(forecastOn, today)}</Trans>
        </span>
      ) : null}
    </>
  );
}
