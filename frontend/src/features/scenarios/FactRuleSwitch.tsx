import { useLingui } from '@lingui/react/macro';
import { Switch } from '@mantine/core';
import type { ApiError } from '~/api/client';
import { useCompany } from '~/components/CompanyContext';
import { type FactRule, useChangeFactRule } from './factRulesApi';
import { factSentence, missingWords } from './factRuleWords';

type Props = {
  rule: FactRule;
  /** The rule cannot be turned on without a threshold, which its form asks for. */
  onOpen: () => void;
  onRefused: (error: ApiError | null) => void;
};

/** Turns a rule on, for what happens from now on, or off. */
export function FactRuleSwitch({ rule, onOpen, onRefused }: Props) {
  const { t } = useLingui();
  const { currency } = useCompany();
  const change = useChangeFactRule();
  const isOn = change.isPending ? !rule.is_active : rule.is_active;

  // Not disabled meanwhile: a switch that is would drop the keyboard's place.
  const turn = () => {
    if (change.isPending) return;
    if (!rule.is_active && rule.fact === 'large_balance' && rule.threshold_minor === null) {
      onOpen();
      return;
    }
    onRefused(null);
    change.mutate({ rule, changes: { is_active: !rule.is_active } }, { onError: onRefused });
  };

  return (
    <Switch
      size="sm"
      checked={isOn}
      disabled={rule.missing !== '' && !rule.is_active}
      title={missingWords(rule.missing) || undefined}
      aria-busy={change.isPending || undefined}
      aria-label={t`Actif : ${factSentence(rule, currency)}`}
      onChange={turn}
    />
  );
}
