import { t } from '@lingui/core/macro';
import type { Tone } from '~/components/StatusPill';
import { formatDay } from '~/shared/dates';
import { formatMoney } from '~/shared/money';
import { disputeReasonName } from '~/shared/words';
import type { Answer } from './api';

/** How a debtor pays, within a sentence. */
export function methodPhrase(method: string): string {
  switch (method) {
    case 'transfer':
      return t`par virement`;
    case 'cheque':
      return t`par chèque`;
    case 'card':
      return t`par carte`;
    case 'direct_debit':
      return t`par prélèvement`;
    case 'cash':
      return t`en espèces`;
    case 'other':
    case '':
      return '';
    default:
      return t`par ${method}`;
  }
}

type Told = { tone: Tone; word: string; fact: string; remarks: string };

/** What a debtor answered, as a collector would tell it. */
export function toldOf(answer: Answer): Told {
  const text = (name: string) => (answer.fields[name] ? String(answer.fields[name]) : '');
  const sum = (name: string) => {
    const minor = answer.fields[name];
    const currency = answer.lines[0]?.currency;
    return typeof minor === 'number' && currency ? formatMoney(minor, currency) : '';
  };
  const said = (...parts: string[]) => parts.filter(Boolean).join(' ');
  switch (answer.kind) {
    case 'paid': {
      const reference = text('reference');
      return {
        tone: 'info',
        word: t`Annoncé`,
        fact: said(
          t`Dit avoir payé le ${formatDay(text('paid_on'))}`,
          methodPhrase(text('method')),
          reference ? t`(référence ${reference})` : '',
        ),
        remarks: text('remarks'),
      };
    }
    case 'upcoming': {
      const method = methodPhrase(text('method'));
      const first = sum('first_minor');
      const second = text('second_on');
      return {
        tone: 'info',
        word: t`Promesse`,
        fact: second
          ? said(
              t`Promet ${first} le ${formatDay(text('due_on'))}, le reste le ${formatDay(second)}`,
              method,
            )
          : said(t`Promet de payer le ${formatDay(text('due_on'))}`, method),
        remarks: text('remarks'),
      };
    }
    case 'dispute': {
      const part = sum('amount_minor');
      const reason = disputeReasonName(text('reason'));
      return {
        tone: 'warn',
        word: t`Litige`,
        fact: part ? t`Conteste ${part} : ${reason}` : t`Conteste : ${reason}`,
        remarks: text('details'),
      };
    }
    case 'status':
      return {
        tone: 'info',
        word: t`Question`,
        fact: t`Écrit à propos de son dossier`,
        remarks: text('text'),
      };
    case 'confirm':
      return {
        tone: 'ok',
        word: t`Accord`,
        fact: t`Confirme ce qui est dû`,
        remarks: text('remarks'),
      };
  }
}

/** The words of the two buttons: what a yes and a no mean for this answer. */
export function decisionsFor(kind: Answer['kind']): { yes: string; no: string | null } {
  switch (kind) {
    case 'paid':
      return { yes: t`Attendre le règlement`, no: t`Paiement introuvable` };
    case 'upcoming':
      return { yes: t`Accepter la promesse`, no: t`Refuser la promesse` };
    case 'dispute':
      return { yes: t`Prendre en charge`, no: t`Clore, non fondé` };
    default:
      return { yes: t`Marquer comme lue`, no: null };
  }
}
