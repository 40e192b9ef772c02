import { Trans, useLingui } from '@lingui/react/macro';
import { Select, TextInput } from '@mantine/core';
import { needsFigure } from './companyDraft';
import type { FieldsProps } from './fields';
import { useField } from './fields';
import { Part } from './Part';
import classes from './settings.module.css';

/** The interest the contract gives on late payments, as letters state it. */
export function PenaltyFields(props: FieldsProps) {
  const { t } = useLingui();
  const field = useField(props);
  const { draft, set } = props;
  const figures: Record<string, string> = {
    contractual_fixed: t`Taux annuel, en %`,
    contractual_multiple_of_legal: t`Multiple du taux légal`,
    contractual_ecb_plus: t`Points ajoutés au taux de la BCE`,
  };

  return (
    <Part
      title={<Trans>Intérêts de retard</Trans>}
      about={
        <Trans>
          Ce que disent vos conditions de vente. Les mentions légales des lettres le reprennent.
        </Trans>
      }
    >
      <Select
        label={t`Taux des pénalités`}
        allowDeselect={false}
        data={[
          { value: 'statutory', label: t`Rien de convenu : taux de la loi` },
          { value: 'contractual_fixed', label: t`Taux fixe convenu` },
          { value: 'contractual_multiple_of_legal', label: t`Multiple du taux légal convenu` },
          { value: 'contractual_ecb_plus', label: t`Taux de la BCE, majoré` },
        ]}
        value={draft.penalty_regime}
        onChange={(penalty_regime) => penalty_regime && set({ penalty_regime })}
      />
      {needsFigure(draft.penalty_regime) ? (
        <TextInput
          label={figures[draft.penalty_regime] ?? t`Valeur convenue`}
          inputMode="decimal"
          maxLength={7}
          {...field('penalty_figure', t`Un nombre, comme 12,5.`)}
        />
      ) : null}
      <TextInput
        className={classes['wide']}
        label={t`Clause de suspension`}
        description={t`L’article de vos conditions qui permet de suspendre les livraisons, s’il existe.`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={200}
        {...field('suspension_clause')}
      />
    </Part>
  );
}
