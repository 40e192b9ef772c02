import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { CardActs, CardHead } from '~/components/CardList';
import { useCompany } from '~/components/CompanyContext';
import { ActError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { type ContactChange, useDecide } from './api';
import { stateOf, toldOf } from './changeWords';
import classes from './portal.module.css';

const UNDOABLE = ['waiting', 'applied'];

/** One change of contact: who asked, what is new, and what a collector may decide. */
export function ChangeCard({ change }: { change: ContactChange }) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const decide = useDecide();
  const { tone, word } = stateOf(change);
  const press = (decision: 'accept' | 'reject' | 'undo') =>
    decide.mutate({ id: change.id, decision });
  const isAsked = (decision: string) => decide.isPending && decide.variables.decision === decision;

  return (
    <>
      <CardHead
        state={<StatusPill tone={tone}>{word}</StatusPill>}
        customerId={change.customer_id}
        customerName={change.customer_name}
        customerCode={change.customer_code}
        at={change.asked_at}
      />
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
        <CardActs>
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
        </CardActs>
      ) : null}
      {mayAct && UNDOABLE.includes(change.status) ? (
        <CardActs>
          <Button
            variant="subtle"
            loading={isAsked('undo')}
            aria-label={t`Annuler le changement : ${change.customer_name}`}
            onClick={() => press('undo')}
          >
            <Trans>Annuler le changement</Trans>
          </Button>
        </CardActs>
      ) : null}
      <ActError error={decide.error} />
    </>
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
