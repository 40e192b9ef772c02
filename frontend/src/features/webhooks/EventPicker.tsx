import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { LoadError, Loading } from '~/components/States';
import { eventTypesQuery } from './api';
import { eventGroup, eventWords } from './eventWords';
import classes from './webhooks.module.css';

type Props = { value: readonly string[]; onChange: (types: string[]) => void };

/** All events, or those that are ticked, each with what it tells. */
export function EventPicker({ value, onChange }: Props) {
  const { t } = useLingui();
  const types = useQuery(eventTypesQuery);
  const [isAll, setAll] = useState(value.length === 0);
  const [kept, setKept] = useState<string[]>([...value]);
  const [asked, setAsked] = useState('');
  const groups = useMemo(
    () => grouped(types.data?.items.map((one) => one.type) ?? [], asked),
    [types.data, asked],
  );

  const choose = (chosen: string[]) => {
    setKept(chosen);
    onChange(chosen);
  };
  const changeExtent = (extent: string) => {
    setAll(extent === 'all');
    onChange(extent === 'all' ? [] : kept);
  };

  return (
    <div className={classes['form']}>
      <SegmentedControl
        aria-label={t`Événements`}
        value={isAll ? 'all' : 'some'}
        onChange={changeExtent}
        data={[
          { value: 'all', label: t`Tous les événements` },
          {
            value: 'some',
            label: <Plural value={kept.length} _0="Choisir" one="# choisi" other="# choisis" />,
          },
        ]}
      />
      {isAll ? (
        <p className="muted">
          <Trans>Ceux d’aujourd’hui, et ceux que nous ajouterons.</Trans>
        </p>
      ) : (
        <>
          <TextInput
            type="search"
            aria-label={t`Chercher un événement`}
            placeholder={t`paiement, promesse, dispute…`}
            value={asked}
            onChange={(event) => setAsked(event.currentTarget.value)}
          />
          <div className={classes['picker']}>
            {groups.map(([group, members]) => (
              <fieldset key={group} className={classes['group']}>
                <legend>{group}</legend>
                {members.map((type) => (
                  <Checkbox
                    key={type}
                    checked={kept.includes(type)}
                    onChange={() => choose(toggled(kept, type))}
                    label={<code className={classes['mono']}>{type}</code>}
                    description={eventWords(type)}
                  />
                ))}
              </fieldset>
            ))}
            {types.isPending ? <Loading /> : null}
            {types.isLoadingError ? (
              <LoadError error={types.error} onRetry={() => void types.refetch()} />
            ) : null}
            {types.data && groups.length === 0 ? (
              <p className="muted">
                <Trans>Aucun événement ne porte ce nom.</Trans>
              </p>
            ) : null}
          </div>
          {kept.length === 0 ? (
            <p className="muted">
              <Trans>Sans aucune coche, tous les événements sont envoyés.</Trans>
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}

function toggled(types: readonly string[], type: string): string[] {
  return types.includes(type) ? types.filter((one) => one !== type) : [...types, type];
}

/** Types by heading, those whose name or sentence holds the text; headings by name. */
function grouped(types: readonly string[], asked: string): [string, string[]][] {
  const text = asked.trim().toLocaleLowerCase('fr');
  const found = new Map<string, string[]>();
  for (const type of types) {
    const group = eventGroup(type);
    const words = `${type} ${eventWords(type)} ${group}`.toLocaleLowerCase('fr');
    if (words.includes(text)) found.set(group, [...(found.get(group) ?? []), type]);
  }
  return [...found].sort(([a], [b]) => a.localeCompare(b, 'fr'));
}
