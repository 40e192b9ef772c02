import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCompany } from '~/components/CompanyContext';
import { ActError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { formatInstant } from '~/shared/dates';
import { type ContactChange, useDecide } from './api';
import { stateOf, toldOf } from './changeWords';
import classes from './portal.module.css';

const UNDOABLE = ['waiting', 'applied'];

/** One change of contact: who asked, what is new, and what a collector may decide. */
export function ChangeCard({ change }: { change: ContactChange }) {
  const { t } = useLingui();
  const { mayAct, time_zone, today } = useCompany();
  const decide = useDecide();
  const { tone, word } = stateOf(change);
  const press = (decision: 'accept' | 'reject' | 'undo') =>
    decide.mutate({ id: change.id, decision });
  const isAsked = (decision: string) => decide.isPending && decide.variables.decision === decision;

  return (
    <li className={classes['card']}>
      <div className={classes['who']}>
        <StatusPill tone={tone}>{word}</StatusPill>
        <Link to="/clients/$id" params={{ id: change.customer_id }} className={classes['link']}>
          {change.customer_name}
        </Link>
        <span className="muted">{change.customer_code}</span>
        <time className={classes['at']} dateTime={change.asked_at}>
          {formatInstant(change.asked_at, time_zone, today)}
        </time>
      </div>
      <p>
        {change.kind === 'forward' ? (
          <Trans>{change.contact_name || change.asked_by} dit que la bonne personne est :</Trans>
        ) : (
          <Trans>{change.contact_name || change.asked_by} met à jour ses coordonnées :</Trans>
        )}
      </p>
      <dl className={classes['facts']}>
        {toldOf(change).map((one) => (
          <Fact key={one.name} name={one.name} before={one.before} after={one.after} />
        ))}
      </dl>
      <p className="muted">
        <Trans>
          Depuis le lien envoyé à {change.asked_by}, adresse IP {change.ip}
        </Trans>
      </p>
      {mayAct && change.status === 'to_review' ? (
        <div className={classes['acts']}>
          <Button
            loading={isAsked('accept')}
            aria-label={t`Accepter : ${change.customer_name}`}
            onClick={() => press('accept')}
          >
            <Trans>Accepter</Trans>
          </Button>
          <Button
            variant="subtle"
            loading={isAsked('reject')}
            aria-label={t`Refuser : ${change.customer_name}`}
            onClick={() => press('reject')}
          >
            <Trans>Refuser</Trans>
          </Button>
        </div>
      ) : null}
      {mayAct && UNDOABLE.includes(change.status) ? (
        <div className={classes['acts']}>
          <Button
            variant="subtle"
            loading={isAsked('undo')}
            aria-label={t`Annuler le changement : ${change.customer_name}`}
            onClick={() => press('undo')}
          >
            <Trans>Annuler le changement</Trans>
          </Button>
        </div>
      ) : null}
      <ActError error={decide.error} />
    </li>
  );
}

function Fact({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {before ? (
          <>
            <s className={classes['before']}>{before}</s>{' '}
          </>
        ) : null}
        {after || <Trans>effacé</Trans>}
      </dd>
    </>
  );
}
