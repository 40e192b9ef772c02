import { Plural, Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Note } from '~/components/Note';
import { reachQuery } from './api';
import classes from './connectors.module.css';

/** After a ledger came in: addresses come in a file of their own, and whom nothing reaches yet. */
export function ReachNote({ mayLoad }: { mayLoad: boolean }) {
  const { data } = useQuery(reachQuery);
  if (!data || data.unreachable === 0) return null;
  return (
    <div className={classes['pad']}>
      <Note tone="warn">
        <b>
          <Plural
            value={data.unreachable}
            one="# client n’a ni e-mail ni adresse postale."
            other="# clients n’ont ni e-mail ni adresse postale."
          />
        </b>{' '}
        <Trans>
          Aucune relance ne peut leur parvenir : leurs adresses viennent d’un second fichier, de
          clients ou de contacts, avec les mêmes codes client.
        </Trans>{' '}
        {mayLoad ? (
          <Link to="/imports" className={classes['next']}>
            <Trans>Importer des contacts</Trans>
          </Link>
        ) : null}
      </Note>
    </div>
  );
}
