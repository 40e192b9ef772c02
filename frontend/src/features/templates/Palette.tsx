import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBraces, IconCheck, IconPlus, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { bare } from '~/components/Shell/places';
import type { Kind, Variable } from './api';
import classes from './editor.module.css';
import { mentionsIn } from './source';
import { type BlockForm, blockForms, mentionNames, variableGroups, variablesNamed } from './words';

type Props = {
  kind: Kind;
  variables: readonly Variable[];
  body: string;
  onVariable: (variable: Variable) => void;
  onBlock: (form: BlockForm) => void;
};

/** All that can be put in the text, in words; on a small screen it opens when asked for. */
export function Palette({ kind, variables, body, onVariable, onBlock }: Props) {
  const { t } = useLingui();
  const [asked, setAsked] = useState('');
  const [isOpen, showing] = useDisclosure();
  const matches = (name: string) => bare(name).includes(bare(asked.trim()));
  const groups = variableGroups(variablesNamed(variables, asked), kind);
  const blocks = blockForms().filter((form) => matches(form.name));
  const mentions = Object.entries(mentionNames()).filter(([, name]) => matches(name));
  const called = mentionsIn(body);
  const isEmpty = groups.length + blocks.length + mentions.length === 0;
  const after = (insert: () => void) => () => {
    showing.close();
    insert();
  };

  return (
    <section
      className={classes['palette']}
      aria-label={t`À insérer`}
      data-open={isOpen || undefined}
    >
      <Button
        className={classes['paletteSwitch']}
        leftSection={<IconBraces size={16} stroke={1.6} aria-hidden />}
        aria-expanded={isOpen}
        onClick={showing.toggle}
      >
        <Trans>Insérer une variable ou un bloc</Trans>
      </Button>
      <div className={classes['paletteBody']}>
        <TextInput
          type="search"
          aria-label={t`Chercher une variable ou un bloc`}
          placeholder={t`Chercher une variable`}
          leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
          value={asked}
          onChange={(event) => setAsked(event.currentTarget.value)}
        />
        <Group label={t`Blocs`} isShown={blocks.length > 0}>
          {blocks.map((form) => (
            <button
              key={form.key}
              type="button"
              className={classes['chip']}
              data-block
              onClick={after(() => onBlock(form))}
            >
              {form.name}
            </button>
          ))}
        </Group>
        {groups.map((group) => (
          <Group key={group.key} label={group.label} isShown>
            {group.variables.map((variable) => (
              <button
                key={variable.name}
                type="button"
                className={classes['chip']}
                title={t`Exemple : ${variable.example}`}
                onClick={after(() => onVariable(variable))}
              >
                {variable.label}
              </button>
            ))}
          </Group>
        ))}
        {mentions.length > 0 ? (
          <div className={classes['group']}>
            <h3>
              <Trans>Mentions légales</Trans>
            </h3>
            <ul className={classes['mentions']}>
              {mentions.map(([code, name]) => (
                <li key={code}>
                  {called.has(code) ? (
                    <span className={classes['mention']} data-called>
                      <IconCheck size={14} stroke={1.9} aria-hidden />
                      {name}
                      <span className="readers-only">{t`, déjà dans le texte`}</span>
                    </span>
                  ) : (
                    <button
                      type="button"
                      className={classes['mention']}
                      onClick={after(() =>
                        onBlock({ key: code, name, source: `[[mention: ${code}]]` }),
                      )}
                    >
                      <IconPlus size={14} stroke={1.9} aria-hidden />
                      {name}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
        {isEmpty ? (
          <p className="muted">
            <Trans>Rien ne porte ce nom.</Trans>
          </p>
        ) : null}
      </div>
    </section>
  );
}

type GroupProps = { label: string; isShown: boolean; children: ReactNode };

function Group({ label, isShown, children }: GroupProps) {
  if (!isShown) return null;
  return (
    <div className={classes['group']}>
      <h3>{label}</h3>
      <div className={classes['chips']}>{children}</div>
    </div>
  );
}
