import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { type Scope, useCreateKey } from './api';
import { Copy, ShownOnce } from './ShownOnce';
import classes from './webhooks.module.css';
import { SCOPES, scopeName, scopeWords } from './words';

/** Makes a key for a program and shows its text, this once. */
export function NewKeyButton() {
  const { t } = useLingui();
  const [isOpen, dialog] = useDisclosure();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const create = useCreateKey();
  const chosen: Scope[] = SCOPES.filter((scope) => scopes.includes(scope));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: name.trim(), scopes: chosen });
  };
  const close = () => {
    dialog.close();
    setName('');
    setScopes(['read']);
    create.reset();
  };

  return (
    <>
      <Button leftSection={<IconKey size={16} stroke={1.6} aria-hidden />} onClick={dialog.open}>
        <Trans>Créer une clé</Trans>
      </Button>
      <Dialog
        opened={isOpen}
        onClose={close}
        size="lg"
        title={create.data ? t`Copier la clé « ${create.data.name} »` : t`Créer une clé d’API`}
        closeOnClickOutside={!create.data}
      >
        {create.data ? (
          <ShownOnce
            label={t`Clé`}
            value={create.data.key}
            warning={
              <Trans>
                <b>Cette clé n’est montrée que maintenant.</b> Nous n’en gardons qu’une empreinte :
                perdue, elle se remplace par une nouvelle. Qui la détient agit au nom de votre
                société.
              </Trans>
            }
          >
            <div className={classes['codeHead']}>
              <h3>
                <Trans>Pour essayer</Trans>
              </h3>
              <Copy small value={curlWith(create.data.key)} />
            </div>
            <pre className={classes['code']}>{curlWith(create.data.key)}</pre>
            <Button onClick={close}>
              <Trans>J’ai copié la clé</Trans>
            </Button>
          </ShownOnce>
        ) : (
          <form className={classes['form']} onSubmit={submit}>
            <TextInput
              label={t`Nom`}
              description={t`Le programme qui s’en sert : « Sage 100, production ».`}
              required
              withAsterisk={false}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <Checkbox.Group
              label={t`Droits`}
              description={t`Donnez les moins larges qui suffisent.`}
              value={scopes}
              onChange={setScopes}
            >
              <div className={classes['choices']}>
                {SCOPES.map((scope) => (
                  <Checkbox
                    key={scope}
                    value={scope}
                    label={scopeName(scope)}
                    description={scopeWords(scope)}
                  />
                ))}
              </div>
            </Checkbox.Group>
            <ActError error={create.error} />
            <Button
              type="submit"
              variant="filled"
              loading={create.isPending}
              disabled={chosen.length === 0}
            >
              <Trans>Créer la clé</Trans>
            </Button>
          </form>
        )}
      </Dialog>
    </>
  );
}

function curlWith(key: string): string {
  const origin = globalThis.location?.origin ?? '';
  return `curl --header "Authorization: Bearer ${key}" \\\n  "${origin}/v1/customers?limit=5"`;
}
