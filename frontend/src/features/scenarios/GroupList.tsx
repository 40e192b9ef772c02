import { Trans, useLingui } from '@lingui/react/macro';
import { groupKey } from '~/api/actions';
import { useCompany } from '~/components/CompanyContext';
import { StatusPill } from '~/components/StatusPill';
import { formatInstant } from '~/shared/dates';
import type { ActionGroup, ActionGroups } from './api';
import classes from './scenarios.module.css';

type Props = {
  groups: readonly ActionGroup[];
  current: ActionGroup;
  fresh: ActionGroups['fresh'];
  onSelect: (group: ActionGroup) => void;
};

/** Scenarios and their steps, with how many customers each has today. */
export function GroupList({ groups, current, fresh, onSelect }: Props) {
  const { t } = useLingui();
  const { today, time_zone } = useCompany();
  // What a fact sets off has no scenario: these groups stand together.
  const placeOf = (group: ActionGroup) => group.scenario_id ?? 'facts';
  const scenarios = [...new Set(groups.map(placeOf))];
  const stepsOf = (id: string) => groups.filter((group) => placeOf(group) === id);
  const several = new Set(groups.map((group) => group.currency)).size > 1;

  return (
    <nav className={classes['groups']} aria-label={t`Étapes du jour`}>
      {scenarios.map((id) => (
        <section key={id}>
          <h2>{stepsOf(id)[0]?.scenario_name}</h2>
          {stepsOf(id).map((group) => (
            <button
              key={groupKey(group)}
              type="button"
              className={classes['group']}
              aria-current={group === current ? 'true' : undefined}
              onClick={() => onSelect(group)}
            >
              <span className={classes['step']}>
                <span className="strong">{group.label}</span>
                <span className="muted small">
                  {group.trigger}
                  {several ? ` · ${group.currency}` : ''}
                </span>
              </span>
              <span className="figures">{group.ready + group.excluded}</span>
            </button>
          ))}
        </section>
      ))}
      <div className={classes['fresh']}>
        {fresh.ok ? (
          <StatusPill tone="ok">
            <Trans>Données à jour</Trans>
          </StatusPill>
        ) : (
          <StatusPill tone="warn">
            <Trans>Données anciennes</Trans>
          </StatusPill>
        )}
        <p className="muted small">
          {fresh.last_success_at ? (
            <Trans>
              Dernière synchronisation : {formatInstant(fresh.last_success_at, time_zone, today)}
            </Trans>
          ) : (
            <Trans>Aucune synchronisation réussie.</Trans>
          )}
        </p>
        {fresh.ok ? null : (
          <p className="muted small">
            <Trans>Les envois automatiques attendent.</Trans>
          </p>
        )}
      </div>
    </nav>
  );
}
