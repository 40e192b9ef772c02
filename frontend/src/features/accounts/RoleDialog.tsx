import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Member } from '~/api/members';
import { Dialog } from '~/components/Dialog';
import { ActError } from '~/components/States';
import { RoleFields } from './RoleFields';
import classes from './settings.module.css';
import { useChangeRole } from './teamApi';

type Props = { member: Member | null; onClose: () => void };

/** Gives a member another role. */
export function RoleDialog({ member, onClose }: Props) {
  const { t } = useLingui();
  const [given, setGiven] = useState({
    role: member?.role ?? ('collector' as const),
    sales_rep: member?.sales_rep ?? '',
  });
  const change = useChangeRole();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (member) change.mutate({ id: member.user_id, ...given }, { onSuccess: onClose });
  };

  return (
    <Dialog
      opened={member !== null}
      onClose={onClose}
      title={member ? t`Changer le rôle de ${member.full_name}` : ''}
    >
      <form className={classes['dialog']} onSubmit={submit}>
        <RoleFields value={given} onChange={setGiven} />
        <p className="muted">
          <Trans>Le changement compte dès sa prochaine action.</Trans>
        </p>
        <ActError error={change.error} />
        <div className={classes['acts']}>
          <Button type="submit" variant="filled" loading={change.isPending}>
            <Trans>Changer le rôle</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
