import { Trans, useLingui } from '@lingui/react/macro';
import { Combobox, Kbd, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue, useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { customerSearchQuery } from '~/api/customers';
import { Money } from '../Money';
import classes from './Shell.module.css';

/** Finds a customer by name or code from any screen; `/` reaches it. */
export function CustomerSearch() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 150);
  const result = useQuery(customerSearchQuery(asked));
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = result.data?.items ?? [];

  useHotkeys([['/', () => input.current?.focus()]]);

  const open = (id: string) => {
    setText('');
    combobox.closeDropdown();
    input.current?.blur();
    void navigate({ to: '/clients/$id', params: { id } });
  };

  return (
    <Combobox store={combobox} onOptionSubmit={open} shadow="md" withinPortal>
      <Combobox.Target>
        <TextInput
          ref={input}
          className={classes['search']}
          type="search"
          value={text}
          aria-label={t`Chercher un client par nom ou par code`}
          placeholder={t`Client, code…`}
          leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
          rightSection={<Kbd size="xs">/</Kbd>}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked.length < 2 || result.isPending}>
        <Combobox.Options aria-label={t`Clients trouvés`}>
          {found.map((customer) => (
            <Combobox.Option key={customer.id} value={customer.id}>
              <span className={classes['found']}>
                <span className="ellipsis">
                  <b>{customer.name}</b> <span className="muted">{customer.code}</span>
                </span>
                <span className="muted">
                  {customer.balances.map((balance) => (
                    <Money
                      key={balance.currency}
                      minor={balance.total_minor}
                      currency={balance.currency}
                    />
                  ))}
                </span>
              </span>
            </Combobox.Option>
          ))}
          {found.length === 0 ? (
            <Combobox.Empty>
              <Trans>Aucun client ne porte ce nom ni ce code.</Trans>
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
