import { Trans } from '@lingui/react/macro';
import type { ApiError } from '~/api/client';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import type { Variable } from './api';

type Props = { error: ApiError; variables: readonly Variable[] };

/** Why the text could not be shown: the variable that has no value is called by its name. */
export function PreviewError({ error, variables }: Props) {
  const { code, detail } = error.problem;
  const name = code === 'template_value_missing' ? / no ([a-z_.]+)\.$/.exec(detail)?.[1] : null;
  const label = variables.find((one) => one.name === name)?.label;
  if (name === 'invoice') {
    return (
      <Note tone="warn" alert>
        <b>
          <Trans>Ce client inventé a trois factures : aucune n’est « la facture ».</Trans>
        </b>{' '}
        <Trans>
          Ses variables n’existent que si le message n’en porte qu’une : placez-les dans le bloc «
          une ou plusieurs factures ».
        </Trans>
      </Note>
    );
  }
  if (!label) return <ActError error={error} />;
  return (
    <Note tone="warn" alert>
      <b>
        <Trans>« {label} » est vide pour ce client inventé.</Trans>
      </b>{' '}
      <Trans>Un message à qui elle manque ne partirait pas.</Trans>
    </Note>
  );
}
