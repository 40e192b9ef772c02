import { Trans, useLingui } from '@lingui/react/macro';
import { Autocomplete, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ROLES, roleName, roleWords } from './roles';

import { type Role, salesRepsQuery } from './teamApi';

export type Given = { role: Role; sales_rep: string };
type Props = { value: Given; onChange: (value: Given) => void };

/** A role, and for a sales representative the name by which the ledger knows them. */
export function RoleFields({ value, onChange }: Props) {
  const { t } = useLingui();
  const reps = useQuery({ ...salesRepsQuery, enabled: value.role === 'sales' });
  return (
    <>
      <Select
        label={t`Rôle`}
        description={roleWords(value.role)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        data={ROLES.map((role) => ({ value: role, label: roleName(role) }))}
        value={value.role}
        onChange={(role) => role && onChange({ ...value, role: role as Role })}
      />
      {value.role === 'sales' ? (
        <Autocomplete
          label={t`Nom du commercial dans la comptabilité`}
          description={
            <Trans>Il ne voit que les clients qui portent ce nom, écrit de la même façon.</Trans>
          }
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          required
          withAsterisk={false}
          maxLength={100}
          limit={20}
          data={reps.data ?? []}
          value={value.sales_rep}
          onChange={(sales_rep) => onChange({ ...value, sales_rep })}
        />
      ) : null}
    </>
  );
}
