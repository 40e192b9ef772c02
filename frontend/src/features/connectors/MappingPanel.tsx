import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import { Tag } from '~/components/StatusPill';
import { type FileKind, type LoadMode, type Preview, useForgetMapping } from './api';
import classes from './connectors.module.css';
import { written } from './PreviewTable';
import { fieldName, formatName, kindName } from './words';

const TABLE_KINDS: readonly FileKind[] = ['receivables', 'customers', 'contacts'];

export type Choices = {
  kind: FileKind;
  mode: LoadMode;
  /** The column of each field; null leaves the choice to what is remembered, or guessed. */
  columns: Readonly<Record<string, string>> | null;
  remember: boolean;
  name: string;
};

type Props = {
  preview: Preview;
  choices: Choices;
  disabled: boolean;
  onChoose: (patch: Partial<Choices>) => void;
};

/** What each column of the file holds, beside its first value; and how the file is to be taken. */
export function MappingPanel({ preview, choices, disabled, onChoose }: Props) {
  const { t } = useLingui();
  const isTable = preview.columns.length > 0;

  return (
    <section className={classes['mapping']} aria-label={t`Correspondance des colonnes`}>
      <div className={classes['mapping-head']}>
        <h2>
          {isTable ? <Trans>Correspondance des colonnes</Trans> : <Trans>Lecture du fichier</Trans>}
        </h2>
        <Recognised preview={preview} />
      </div>
      {isTable ? (
        <Table preview={preview} disabled={disabled} onChoose={onChoose} />
      ) : (
        <p className={classes['aside']}>
          <Trans>
            Ce format dit lui-même ce que contient chaque colonne : il n’y a rien à choisir.
          </Trans>
        </p>
      )}
      <div className={classes['options']}>
        {preview.missing.length > 0 ? (
          <Note tone="warn">
            <b>
              <Plural
                value={preview.missing.length}
                one="Il manque une colonne : "
                other="Il manque des colonnes : "
              />
            </b>
            {preview.missing.join(', ')}.
          </Note>
        ) : null}
        {isTable ? (
          <NativeSelect
            label={t`Ce que liste le fichier`}
            disabled={disabled}
            value={preview.kind}
            data={TABLE_KINDS.map((value) => ({ value, label: kindName(value) }))}
            onChange={(event) =>
              onChoose({ kind: event.currentTarget.value as FileKind, columns: null })
            }
          />
        ) : null}
        <NativeSelect
          label={t`Ce que devient ce qui n’est pas dans le fichier`}
          disabled={disabled}
          value={choices.mode}
          data={[
            { value: 'standard', label: t`Reste ouvert (le fichier complète)` },
            { value: 'full', label: t`Est clos (le fichier liste tout)` },
          ]}
          onChange={(event) => onChoose({ mode: event.currentTarget.value as LoadMode })}
        />
        {isTable ? <Remember {...{ preview, choices, disabled, onChoose }} /> : null}
      </div>
    </section>
  );
}

function Recognised({ preview }: { preview: Preview }) {
  if (preview.refusal || preview.missing.length > 0) return null;
  if (preview.mapping) {
    return (
      <Tag tone="ok">
        <Trans>{preview.mapping.name}, reconnu</Trans>
      </Tag>
    );
  }
  return (
    <Tag tone="info">
      <Trans>{formatName(preview.format)}, reconnu</Trans>
    </Tag>
  );
}

type TableProps = Pick<Props, 'preview' | 'disabled' | 'onChoose'>;

function Table({ preview, disabled, onChoose }: TableProps) {
  const { t } = useLingui();
  const chosen = Object.fromEntries(
    preview.columns.flatMap(({ field, header }) => (field ? [[field, header]] : [])),
  );
  const give = (header: string, field: string) => {
    const others = Object.entries(chosen).filter(([name, at]) => at !== header && name !== field);
    onChoose({ columns: Object.fromEntries(field ? [...others, [field, header]] : others) });
  };
  const options = [
    { value: '', label: t`Ne pas importer` },
    ...preview.fields
      .map((value) => ({ value, label: fieldName(value) }))
      .sort((one, other) => one.label.localeCompare(other.label, 'fr')),
  ];
  return (
    <table className={classes['columns']}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>Dans le fichier</Trans>
          </th>
          <th aria-hidden />
          <th scope="col">
            <Trans>Dans Quittance</Trans>
          </th>
          <th scope="col" className={classes['sample']}>
            <Trans>Exemple</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {preview.columns.map(({ header, field, sample }) => (
          <tr key={header}>
            <th scope="row" title={header}>
              <code className="ellipsis">{header}</code>
            </th>
            <td aria-hidden>
              <IconArrowRight size={14} stroke={1.6} />
            </td>
            <td>
              <NativeSelect
                aria-label={t`Champ de la colonne ${header}`}
                data-unused={field ? undefined : true}
                disabled={disabled}
                value={field ?? ''}
                data={options}
                onChange={(event) => give(header, event.currentTarget.value)}
              />
            </td>
            <td className={classes['sample']} title={sample}>
              <span className="ellipsis muted">{sample ? written('', sample) : '–'}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Remember({ preview, choices, disabled, onChoose }: Props) {
  const { t } = useLingui();
  const forget = useForgetMapping();
  const { mapping } = preview;
  return (
    <div className={classes['remember']}>
      <Checkbox
        label={t`Retenir cette correspondance pour la suite`}
        disabled={disabled}
        checked={choices.remember}
        onChange={(event) => onChoose({ remember: event.currentTarget.checked })}
      />
      {choices.remember ? (
        <TextInput
          label={t`Sous le nom`}
          maxLength={100}
          disabled={disabled}
          value={choices.name}
          onChange={(event) => onChoose({ name: event.currentTarget.value })}
        />
      ) : null}
      {mapping && !disabled ? (
        <Button
          size="compact-sm"
          variant="subtle"
          loading={forget.isPending}
          onClick={() =>
            forget.mutate(mapping.id, { onSuccess: () => onChoose({ columns: null }) })
          }
        >
          <Trans>Oublier « {mapping.name} »</Trans>
        </Button>
      ) : null}
      <ActError error={forget.error} />
    </div>
  );
}
