import { useLingui } from '@lingui/react/macro';
import { PasswordInput } from '@mantine/core';

const LEAST_CHARACTERS = 12;

type Props = { value: string; onChange: (value: string) => void; label?: string };

/** A password to choose: its one rule is told before it is broken. */
export function NewPasswordField({ value, onChange, label }: Props) {
  const { t } = useLingui();
  return (
    <PasswordInput
      label={label ?? t`Mot de passe`}
      description={t`${LEAST_CHARACTERS} caractères au moins : une phrase convient bien.`}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="new-password"
      required
      withAsterisk={false}
      minLength={LEAST_CHARACTERS}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t`Montrer le mot de passe` }}
    />
  );
}
