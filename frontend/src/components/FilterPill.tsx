import { useLingui } from '@lingui/react/macro';
import { Menu } from '@mantine/core';
import { IconCheck, IconPlus, IconX } from '@tabler/icons-react';
import classes from './FilterPill.module.css';

type Option = { value: string; label: string };

type Props = {
  name: string;
  options: readonly Option[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** How "no filter" agrees with the name: `toutes` for feminine ones. */
  all?: string;
  /** Whether its menu is open from the start. */
  opened?: boolean;
};

/** One filter: its name, its value, a menu to change it and a cross to drop it. */
export function FilterPill({ name, options, value, onChange, all, opened = false }: Props) {
  const { t } = useLingui();
  const active = options.find((option) => option.value === value);
  const none = all ?? t`tous`;

  return (
    <span className={classes['pill']} data-active={active ? true : undefined}>
      <Menu
        position="bottom-start"
        shadow="md"
        offset={6}
        withInitialFocusPlaceholder={false}
        defaultOpened={opened}
      >
        <Menu.Target>
          <button type="button" className={classes['open']}>
            <span className="muted">{name}</span> <b>{active?.label ?? none}</b>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            onClick={() => onChange(undefined)}
            rightSection={active ? null : <IconCheck size={14} aria-hidden />}
          >
            {none}
          </Menu.Item>
          {options.map((option) => (
            <Menu.Item
              key={option.value}
              onClick={() => onChange(option.value)}
              rightSection={option.value === value ? <IconCheck size={14} aria-hidden /> : null}
            >
              {option.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {active ? (
        <button
          type="button"
          className={classes['drop']}
          aria-label={t`Retirer le filtre ${name}`}
          onClick={() => onChange(undefined)}
        >
          <IconX size={14} stroke={1.6} aria-hidden />
        </button>
      ) : null}
    </span>
  );
}

type AddProps = {
  filters: readonly { key: string; name: string }[];
  onAdd: (key: string) => void;
};

/** Brings one more filter to the line. */
export function AddFilter({ filters, onAdd }: AddProps) {
  const { t } = useLingui();
  if (filters.length === 0) return null;
  return (
    <span className={classes['pill']} data-add>
      <Menu position="bottom-start" shadow="md" offset={6} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <button type="button" className={classes['open']}>
            <IconPlus size={14} stroke={1.6} aria-hidden /> {t`Filtre`}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {filters.map(({ key, name }) => (
            <Menu.Item key={key} onClick={() => onAdd(key)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

/** The line of filters above a list. */
export function FilterLine({ children }: { children: React.ReactNode }) {
  return <div className={classes['line']}>{children}</div>;
}
