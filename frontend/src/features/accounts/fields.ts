import { useLingui } from '@lingui/react/macro';
import type { ChangeEvent } from 'react';
import type { Company } from './companyApi';
import type { Draft, Field } from './companyDraft';

export type FieldsProps = {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  wrong: ReadonlyMap<Field, readonly [number, number] | null>;
  company: Company;
};

type Typed = ChangeEvent<HTMLInputElement | HTMLTextAreaElement>;

/** What a text field of the settings is given: its value, its change, what is wrong with it. */
export function useField({ draft, set, wrong }: FieldsProps) {
  const { t } = useLingui();
  return (field: Exclude<Field, 'disputes_hold'>, whenWrong?: string) => {
    const bounds = wrong.get(field);
    let error: string | null = null;
    if (bounds) {
      const [least, most] = bounds;
      error = t`Un nombre de ${least} à ${most}.`;
    } else if (bounds === null) {
      error = whenWrong ?? t`Cette valeur n’est pas acceptée.`;
    }
    return {
      value: draft[field],
      onChange: (event: Typed) => set({ [field]: event.currentTarget.value }),
      error,
    };
  };
}
