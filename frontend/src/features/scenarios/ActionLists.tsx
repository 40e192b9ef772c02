import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { type Column, DataTable, type Selection } from '~/components/DataTable';
import { LevelMark } from '~/components/LevelMark';
import { Money } from '~/components/Money';
import { reasonTone } from '~/components/reasonTone';
import { StatusPill } from '~/components/StatusPill';
import { shortReasonFor } from '~/shared/words';
import type { Action, ActionGroup } from './api';
import { type Choice, canTick, claimedMinor, isTicked, tick } from './choice';
import classes from './scenarios.module.css';

type Props = {
  group: ActionGroup;
  actions: readonly Action[];
  choice: Choice;
  onChoice: (choice: Choice) => void;
  currentId: string | undefined;
  onCurrent: (id: string) => void;
  readOnly: boolean;
};

/** Customers ready to be reminded, then those set aside with the reason of each. */
export function ActionLists(props: Props) {
  const { t } = useLingui();
  const { group, actions, choice, onChoice, currentId } = props;
  const ready = actions.filter((action) => action.ready);
  const excluded = actions.filter((action) => !action.ready);
  const byId = new Map(actions.map((action) => [action.id, action]));

  const selectionOf = (list: readonly Action[]): Selection => {
    const tickable = list.filter(canTick);
    const ticked = tickable.filter((action) => isTicked(action, choice));
    const all = tickable.length > 0 && ticked.length === tickable.length;
    return {
      ids: new Set(ticked.map((action) => action.id)),
      allState: all ? 'all' : ticked.length > 0 ? 'some' : 'none',
      onToggleAll: () => onChoice(tick(choice, tickable, !all)),
      onToggle: (id) => {
        const action = byId.get(id);
        if (action) onChoice(tick(choice, [action], !isTicked(action, choice)));
      },
      isDisabled: (id) => {
        const action = byId.get(id);
        return action === undefined || !canTick(action);
      },
    };
  };

  const shared = {
    embedded: true,
    compact: true,
    rowId: (action: Action) => action.id,
    rowName: (action: Action) => action.customer.name,
    currentId,
    onCurrent: (action: Action) => props.onCurrent(action.id),
  } as const;

  return (
    <div className={classes['lists']}>
      <div className={classes['listTitle']}>
        <h2>
          {group.scenario_name}, {group.label.toLocaleLowerCase('fr')}
        </h2>
        <span className="muted figures">
          <Plural value={actions.length} one="# client" other="# clients" />
        </span>
      </div>
      {ready.length > 0 ? (
        <DataTable
          {...shared}
          keys
          caption={t`Prêts à partir`}
          rows={ready}
          columns={readyColumns(ready.length, choice)}
          {...(props.readOnly ? {} : { selection: selectionOf(ready) })}
          detail={(action) => <Lines action={action} />}
        />
      ) : null}
      {excluded.length > 0 ? (
        <DataTable
          {...shared}
          caption={t`Écartés`}
          rows={excluded}
          columns={excludedColumns(excluded.length)}
          isQuiet={(action) => !isTicked(action, choice)}
          {...(props.readOnly ? {} : { selection: selectionOf(excluded) })}
          detail={(action) => <Reason action={action} />}
        />
      ) : null}
    </div>
  );
}

/** A letter lies printed, and nobody has said it posted. */
function PrintedMark() {
  return (
    <StatusPill tone="info">
      <Trans>Imprimée</Trans>
    </StatusPill>
  );
}

function Lines({ action }: { action: Action }) {
  return <Plural value={action.lines.length} one="# pièce" other="# pièces" />;
}

function Reason({ action }: { action: Action }) {
  return (
    <StatusPill tone={reasonTone(action.excluded_reason)}>
      <span title={action.excluded_detail}>{shortReasonFor(action.excluded_reason)}</span>
    </StatusPill>
  );
}

function amount(action: Action, choice?: Choice) {
  const minor = choice ? claimedMinor(action, choice) : action.amount_minor;
  return <Money minor={minor} currency={action.currency} />;
}

function readyColumns(count: number, choice: Choice): Column<Action>[] {
  return [
    {
      id: 'customer',
      header: <Trans>Prêts à partir, {count}</Trans>,
      grow: true,
      cell: (action) => (
        <>
          <span className="strong">{action.customer.name}</span>{' '}
          {action.letter ? <PrintedMark /> : null}
        </>
      ),
    },
    {
      id: 'level',
      header: <Trans>Niv.</Trans>,
      hides: 2,
      cell: (action) => <LevelMark level={action.level} />,
    },
    {
      id: 'lines',
      header: <Trans>Pièces</Trans>,
      hides: 1,
      cell: (action) => (
        <span className="muted">
          <Lines action={action} />
        </span>
      ),
    },
    {
      id: 'late',
      header: <Trans>Retard</Trans>,
      numeric: true,
      hides: 2,
      cell: (action) => (action.max_days_late > 0 ? <Trans>{action.max_days_late} j</Trans> : '–'),
    },
    {
      id: 'amount',
      header: <Trans>Montant</Trans>,
      numeric: true,
      cell: (action) => <b className="strong">{amount(action, choice)}</b>,
    },
  ];
}

function excludedColumns(count: number): Column<Action>[] {
  return [
    {
      id: 'customer',
      header: <Trans>Écartés, {count}</Trans>,
      grow: true,
      cell: (action) => action.customer.name,
    },
    {
      id: 'reason',
      header: <Trans>Pourquoi</Trans>,
      hides: 1,
      cell: (action) => <Reason action={action} />,
    },
    {
      id: 'amount',
      header: <span className="readers-only">{<Trans>Montant</Trans>}</span>,
      numeric: true,
      cell: (action) => amount(action),
    },
  ];
}
