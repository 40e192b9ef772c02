import { t } from '@lingui/core/macro';
import { formatMoney } from '~/shared/money';
import type { FactRule } from './factRulesApi';

/** What happened, as a sentence: `Un client dépasse 90 % de son plafond`. */
export function factSentence(rule: FactRule, currency: string): string {
  switch (rule.fact) {
    case 'customer_created':
      return t`Un nouveau client apparaît`;
    case 'invoice_created':
      return t`De nouvelles factures arrivent`;
    case 'payment_received':
      return t`Une facture est payée et lettrée`;
    case 'partial_payment':
      return t`Une facture est payée en partie`;
    case 'payment_failed':
      return t`Un paiement est refusé`;
    case 'credit_limit_reached':
      return t`Un client atteint ${rule.threshold_percent} % de son plafond`;
    case 'large_balance': {
      if (rule.threshold_minor === null) return t`Un client doit beaucoup`;
      const threshold = formatMoney(rule.threshold_minor, currency);
      return t`Un client doit ${threshold} ou plus`;
    }
    case 'promise_made':
      return t`Un client promet un règlement`;
    case 'promise_broken':
      return t`Une promesse n’est pas tenue`;
    case 'dispute_opened':
      return t`Un litige est ouvert`;
    case 'dispute_closed':
      return t`Un litige est clos`;
  }
}

/** Who makes the message leave: `E-mail automatique`. */
export function leavingWords({ channel, mode }: Pick<FactRule, 'channel' | 'mode'>): string {
  if (channel === 'letter') return t`Lettre à imprimer`;
  return mode === 'automatic' ? t`E-mail automatique` : t`E-mail à confirmer`;
}

export function delayWords(days: number): string {
  if (days === 0) return t`le jour même`;
  return days === 1 ? t`1 jour après` : t`${days} jours après`;
}

/** Why a rule cannot be turned on; empty when it can. */
export function missingWords(missing: FactRule['missing']): string {
  switch (missing) {
    case 'source':
      return t`Pas encore signalé`;
    case 'text':
      return t`Texte à écrire`;
    case '':
      return '';
  }
}
