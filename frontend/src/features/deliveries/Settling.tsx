import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { Note } from '~/components/Note';
import { ActError } from '~/components/States';
import { type Delivery, useRepairAddress, useSettle } from './api';
import classes from './deliveries.module.css';

/** What a person has to do about a message: say whether it left, or repair the address. */
export function Settling({ delivery }: { delivery: Delivery }) {
  const { mayAct } = useCompany();
  if (!mayAct) return null;
  if (delivery.status === 'unconfirmed') return <Fate delivery={delivery} />;
  const isDead = delivery.status === 'bounced' || delivery.status === 'refused';
  if (isDead && delivery.channel === 'email' && delivery.contact_id) {
    return <Repair delivery={delivery} contactId={delivery.contact_id} />;
  }
  return null;
}

/** Nobody knows whether it left: it is never sent again by itself. */
function Fate({ delivery }: { delivery: Delivery }) {
  const settle = useSettle();
  const say = (outcome: 'sent' | 'not_sent') => () => settle.mutate({ id: delivery.id, outcome });
  return (
    <Note tone="warn">
      <b>
        <Trans>Ce message est peut-être parti.</Trans>
      </b>{' '}
      <Trans>
        Rien ne repart tout seul. Vérifiez dans votre messagerie ou auprès du client, puis dites-le.
      </Trans>
      <div className={classes['acts']}>
        <Button
          size="compact-sm"
          loading={settle.isPending && settle.variables.outcome === 'sent'}
          onClick={say('sent')}
        >
          <Trans>Il est parti</Trans>
        </Button>
        <Button
          size="compact-sm"
          loading={settle.isPending && settle.variables.outcome === 'not_sent'}
          onClick={say('not_sent')}
        >
          <Trans>Il n’est pas parti</Trans>
        </Button>
      </div>
      <ActError error={settle.error} />
    </Note>
  );
}

function Repair({ delivery, contactId }: { delivery: Delivery; contactId: string }) {
  const { t } = useLingui();
  const [email, setEmail] = useState(delivery.recipient_address);
  const repair = useRepairAddress();
  const isSame = email.trim().toLowerCase() === delivery.recipient_address.toLowerCase();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSame) repair.mutate({ contactId, email: email.trim() });
  };
  if (repair.isSuccess) {
    return (
      <Note tone="ok">
        <Trans>Adresse corrigée. Ce qui reste dû sera proposé de nouveau à la relance.</Trans>
      </Note>
    );
  }
  return (
    <form className={classes['repair']} onSubmit={submit}>
      <TextInput
        type="email"
        required
        withAsterisk={false}
        maxLength={254}
        label={t`Corriger l’adresse du contact`}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" loading={repair.isPending} disabled={isSame}>
        <Trans>Enregistrer l’adresse</Trans>
      </Button>
      <ActError error={repair.error} />
    </form>
  );
}
