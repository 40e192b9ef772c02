import { Trans, useLingui } from '@lingui/react/macro';
import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import {
  IconArrowRight,
  IconFileText,
  IconMail,
  IconSearch,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type Found, LEAST_LETTERS, searchQuery } from '~/api/search';
import { useCompany } from '../CompanyContext';
import { Money } from '../Money';
import { Marked } from './Marked';
import { placesFor, placesNamed } from './places';
import classes from './Shell.module.css';

type Entry = {
  key: string;
  icon: TablerIcon;
  name: string;
  aside: ReactNode;
  go: { to: string; params?: Record<string, string>; search?: Record<string, string> };
};
type Group = { key: string; label: string; entries: Entry[] };

const MOST = { customers: 6, receivables: 5, contacts: 4, places: 4 };

/** Finds customers, documents, people and screens from anywhere; `/` and Ctrl or ⌘ K reach it. */
export function Search() {
  const { t } = useLingui();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 120);
  const result = useQuery(searchQuery(asked));
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const typed = text.trim();
  const isAsking = typed.length >= LEAST_LETTERS;
  const groups = useGroups(typed, isAsking ? result.data : undefined);
  const entries = groups.flatMap((group) => group.entries);
  const isWaiting = isAsking && (result.isPending || asked !== typed);
  const first = entries[0]?.key;

  const reach = () => {
    input.current?.focus();
    input.current?.select();
  };
  useHotkeys([['/', reach]]);
  useHotkeys([['mod+K', reach]], []);

  // The first row is always the one that Enter opens.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is new at every render.
  useEffect(() => {
    if (first && combobox.dropdownOpened) combobox.selectFirstOption();
  }, [first, combobox.dropdownOpened]);

  const open = (key: string) => {
    const entry = entries.find((one) => one.key === key);
    if (!entry) return;
    setText('');
    combobox.closeDropdown();
    input.current?.blur();
    // The places are filtered by the router's own list: the address exists.
    void router.navigate(entry.go as never);
  };

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={open}
      shadow="md"
      withinPortal
      position="bottom-start"
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          className={classes['search']}
          type="search"
          value={text}
          aria-label={t`Chercher un client, une pièce, un contact ou un écran`}
          placeholder={t`Client, facture, contact, écran…`}
          leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
          rightSection={<Kbd size="xs">/</Kbd>}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            if (text) setText('');
            else input.current?.blur();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown className={classes['palette']}>
        <Combobox.Options aria-label={t`Résultats`} mah={440} style={{ overflowY: 'auto' }}>
          {groups.map((group) => (
            <Combobox.Group key={group.key} label={group.label}>
              {group.entries.map(({ key, icon: Icon, name, aside }) => (
                <Combobox.Option key={key} value={key}>
                  <span className={classes['found']}>
                    <Icon size={16} stroke={1.6} className="muted" aria-hidden />
                    <span className="ellipsis">
                      <Marked text={name} fragment={typed} />
                    </span>
                    <span className={classes['aside']}>{aside}</span>
                  </span>
                </Combobox.Option>
              ))}
            </Combobox.Group>
          ))}
          {entries.length === 0 ? (
            <Combobox.Empty>
              {isWaiting ? (
                <Trans>Recherche en cours…</Trans>
              ) : (
                <Trans>Rien ne porte ce nom. Un numéro se cherche par son début.</Trans>
              )}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** What was found, by sort: what one calls a customer first, screens last. */
function useGroups(typed: string, found: Found | undefined): Group[] {
  const { t } = useLingui();
  const router = useRouter();
  const company = useCompany();
  const person = (one: { first_name: string; last_name: string; email: string }) =>
    [one.first_name, one.last_name].filter(Boolean).join(' ') || one.email;
  const customer = (id: string) => ({ to: '/clients/$id', params: { id } });
  const screens = placesNamed(placesFor(company), typed)
    .filter((place) => Object.hasOwn(router.routesByPath, place.path))
    .slice(0, typed ? MOST.places : undefined);

  const groups: Group[] = [
    {
      key: 'customers',
      label: t`Clients`,
      entries: (found?.customers ?? []).slice(0, MOST.customers).map((one) => ({
        key: `customer:${one.id}`,
        icon: IconUser,
        name: one.name,
        aside: [one.code, one.city].filter(Boolean).join(' · '),
        go: customer(one.id),
      })),
    },
    {
      key: 'receivables',
      label: t`Pièces`,
      entries: (found?.receivables ?? []).slice(0, MOST.receivables).map((one) => ({
        key: `receivable:${one.id}`,
        icon: IconFileText,
        name: one.number,
        aside: (
          <>
            {one.customer_name} ·{' '}
            {one.status === 'open' ? (
              <Money minor={one.balance_minor} currency={one.currency} />
            ) : (
              t`soldée`
            )}
          </>
        ),
        go: customer(one.customer_id),
      })),
    },
    {
      key: 'contacts',
      label: t`Contacts`,
      entries: (found?.contacts ?? []).slice(0, MOST.contacts).map((one) => ({
        key: `contact:${one.id}`,
        icon: IconMail,
        name: person(one),
        aside: [one.email !== person(one) ? one.email : '', one.customer_name]
          .filter(Boolean)
          .join(' · '),
        go: customer(one.customer_id),
      })),
    },
    {
      key: 'places',
      label: t`Écrans`,
      entries: screens.map((place) => ({
        key: `place:${place.path}:${place.search?.['vue'] ?? ''}`,
        icon: IconArrowRight,
        name: place.name,
        aside: '',
        go: { to: place.path, ...(place.search ? { search: place.search } : {}) },
      })),
    },
  ];
  return groups.filter((group) => group.entries.length > 0);
}
