import { Trans, useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { FilterLine, FilterPill } from '~/components/FilterPill';
import { currencySymbol } from '~/shared/money';
import type { AgingRow, AgingTotal } from './api';
import classes from './reporting.module.css';
import type { AgingSearch } from './search';

type Props = {
  search: AgingSearch;
  onSearch: (patch: Partial<AgingSearch>) => void;
  rows: readonly AgingRow[];
  totals: readonly AgingTotal[];
};

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7];

/** The choices a column offers, with the chosen one even when no row shows it any more. */
function choices(values: readonly (string | null | undefined)[], chosen: string | undefined) {
  const names = new Set(values.filter((value): value is string => Boolean(value)));
  if (chosen) names.add(chosen);
  return [...names]
    .sort((a, b) => a.localeCompare(b, 'fr'))
    .map((value) => ({ value, label: value }));
}

export function AgingFilters({ search, onSearch, rows, totals }: Props) {
  const { t } = useLingui();
  const [text, setText] = useState(search.q ?? '');
  const ask = useDebouncedCallback((q: string) => onSearch({ q: q || undefined }), 250);
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
      <FilterPill
        name={t`Niveau`}
        options={LEVELS.map((level) => ({
          value: String(level),
          label: level === 0 ? t`jamais relancé` : `R${level}`,
        }))}
        value={search.level === undefined ? undefined : String(search.level)}
        onChange={(level) => onSearch({ level: level === undefined ? undefined : Number(level) })}
      />
      <FilterPill
        name={t`Commercial`}
        options={choices(
          rows.map((row) => row.sales_rep),
          search.sales_rep,
        )}
        value={search.sales_rep}
        onChange={(sales_rep) => onSearch({ sales_rep })}
      />
      {others.length > 0 || search.currency ? (
        <FilterPill
          name={t`Devise`}
          options={choices(
            totals.map((total) => total.currency),
            search.currency,
          )}
          value={search.currency}
          onChange={(currency) => onSearch({ currency })}
        />
      ) : null}
      {only && others.length === 0 ? (
        <span className={classes['unit']}>
          <Trans>Montants en {currencySymbol(only.currency)}</Trans>
        </span>
      ) : null}
    </FilterLine>
  );
}
