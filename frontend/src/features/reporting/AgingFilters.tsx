import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AddFilter, FilterLine, FilterPill } from '~/components/FilterPill';
import { currencySymbol } from '~/shared/money';
import { type AgingTotal, choicesQuery } from './api';
import classes from './reporting.module.css';
import { type AgingSearch, isFiltered, NO_FILTER } from './search';

type Props = {
  search: AgingSearch;
  onSearch: (patch: Partial<AgingSearch>) => void;
  totals: readonly AgingTotal[];
};

type Filter = {
  key: string;
  name: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
  /** How "no filter" agrees with a feminine name. */
  all?: string;
  /** Always on the line; the others are added when they are wanted. */
  always?: boolean;
};

const named = (choices: readonly { id: string; name: string }[] = []) =>
  choices.map(({ id, name }) => ({ value: id, label: name }));
const plain = (choices: readonly string[] = []) =>
  choices.map((value) => ({ value, label: value }));

/** The filters of the list, with what each offers; what is chosen stands in the address. */
function useFilters({ search, onSearch }: Props): Filter[] {
  const { t } = useLingui();
  const { data } = useQuery(choicesQuery);
  const of = (
    key: Exclude<keyof AgingSearch, 'level' | 'sort' | 'reminders' | 'q' | 'apercu'>,
    name: string,
    options: Filter['options'],
    always = false,
  ): Filter => ({
    key,
    name,
    options,
    always,
    value: search[key],
    onChange: (value) => onSearch({ [key]: value }),
  });

  return [
    of('profile_id', t`Profil`, named(data?.profiles), true),
    {
      key: 'level',
      name: t`Niveau`,
      always: true,
      options: (data?.levels ?? []).map((level) => ({
        value: String(level),
        label: level === 0 ? t`jamais relancé` : `R${level}`,
      })),
      value: search.level === undefined ? undefined : String(search.level),
      onChange: (level) => onSearch({ level: level === undefined ? undefined : Number(level) }),
    },
    of('collector_id', t`Responsable`, named(data?.collectors), true),
    of('sales_rep', t`Commercial`, plain(data?.sales_reps), true),
    { ...of('category', t`Catégorie`, plain(data?.categories)), all: t`toutes` },
    of('payment_method', t`Règlement`, plain(data?.payment_methods)),
    { ...of('currency', t`Devise`, plain(data?.currencies)), all: t`toutes` },
    of('free1', t`Champ libre 1`, plain(data?.free1)),
    of('free2', t`Champ libre 2`, plain(data?.free2)),
  ];
}

export function AgingFilters(props: Props) {
  const { search, onSearch, totals } = props;
  const { t } = useLingui();
  const [text, setText] = useState(search.q ?? '');
  const [added, setAdded] = useState<readonly string[]>([]);
  const ask = useDebouncedCallback((q: string) => onSearch({ q: q || undefined }), 250);
  const filters = useFilters(props);
  const isShown = (one: Filter) => one.always || one.value || added.includes(one.key);
  const addable = filters.filter((one) => !isShown(one) && one.options.length > 1);
  const [only, ...others] = totals;

  return (
    <FilterLine>
      <TextInput
        className={classes['filterText']}
        aria-label={t`Filtrer par nom ou par code`}
        placeholder={t`Nom ou code`}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          ask(event.currentTarget.value.trim());
        }}
      />
      {filters.filter(isShown).map((one) => (
        <FilterPill
          key={one.key}
          name={one.name}
          options={one.options}
          value={one.value}
          onChange={one.onChange}
          {...(one.all ? { all: one.all } : {})}
          opened={added.at(-1) === one.key}
        />
      ))}
      <AddFilter
        filters={addable.map(({ key, name }) => ({ key, name }))}
        onAdd={(key) => setAdded([...added, key])}
      />
      {isFiltered(search) ? (
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            setText('');
            setAdded([]);
            onSearch(NO_FILTER);
          }}
        >
          <Trans>Tout effacer</Trans>
        </Button>
      ) : null}
      {only && others.length === 0 ? (
        <span className={classes['unit']}>
          <Trans>Montants en {currencySymbol(only.currency)}</Trans>
        </span>
      ) : null}
    </FilterLine>
  );
}
