import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { ApiError } from '~/api/client';
import { useCompany } from '~/components/CompanyContext';
import { type Column, DataTable } from '~/components/DataTable';
import { ActError } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { messageName } from '~/shared/words';
import { FactRuleSwitch } from './FactRuleSwitch';
import classes from './factRules.module.css';
import type { FactRule } from './factRulesApi';
import { delayWords, factSentence, leavingWords, missingWords } from './factRuleWords';

/** A rule being changed; `wakes` when it is opened because turning it on asks for more. */
export type OpenRule = { fact: FactRule['fact']; wakes: boolean };

type Props = { rules: readonly FactRule[]; onOpen: (open: OpenRule) => void };

/** Every fact that may set off a message, what it sets off, and whether it does. */
export function FactRuleList({ rules, onOpen }: Props) {
  const { t } = useLingui();
  const { currency } = useCompany();
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const columns = useMemo<Column<FactRule>[]>(
    () => [
      {
        id: 'fact',
        header: <Trans>Quand</Trans>,
        grow: true,
        cell: (rule) => <span className={classes['fact']}>{factSentence(rule, currency)}</span>,
      },
      {
        id: 'message',
        header: <Trans>Message</Trans>,
        hides: 1,
        cell: (rule) => messageName(rule.template_kind),
      },
      {
        id: 'delay',
        header: <Trans>Départ</Trans>,
        hides: 3,
        cell: (rule) => <span className="muted">{delayWords(rule.delay_days)}</span>,
      },
      {
        id: 'leaving',
        header: <Trans>Envoi</Trans>,
        hides: 2,
        cell: (rule) => <Leaving rule={rule} />,
      },
      {
        id: 'active',
        header: <Trans>Actif</Trans>,
        cell: (rule) => (
          <FactRuleSwitch
            rule={rule}
            onOpen={() => onOpen({ fact: rule.fact, wakes: true })}
            onRefused={setRefusal}
          />
        ),
      },
      {
        id: 'acts',
        header: <span className="readers-only">{t`Actions`}</span>,
        numeric: true,
        cell: (rule) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Modifier : ${factSentence(rule, currency)}`}
            onClick={() => onOpen({ fact: rule.fact, wakes: false })}
          >
            <IconPencil size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        ),
      },
    ],
    [t, currency, onOpen],
  );

  return (
    <>
      {refusal ? (
        <div className={classes['refusal']}>
          <ActError error={refusal} />
        </div>
      ) : null}
      <DataTable<FactRule>
        embedded
        keys
        caption={t`Déclencheurs de messages`}
        columns={columns}
        rows={rules}
        rowId={(rule) => rule.fact}
        rowName={(rule) => factSentence(rule, currency)}
        onCurrent={(rule) => onOpen({ fact: rule.fact, wakes: false })}
        isQuiet={(rule) => !rule.is_active}
        detail={(rule) => (
          <>
            {messageName(rule.template_kind)} · <Leaving rule={rule} />
          </>
        )}
      />
    </>
  );
}

/** How the message leaves, or why it cannot. */
function Leaving({ rule }: { rule: FactRule }) {
  if (!rule.missing) return leavingWords(rule);
  return (
    <StatusPill tone={rule.missing === 'text' ? 'warn' : 'idle'}>
      {missingWords(rule.missing)}
    </StatusPill>
  );
}
