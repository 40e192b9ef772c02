import type { Tone } from './StatusPill';

/** How grave the reason of a hold or an exclusion is. */
export function reasonTone(code: string): Tone {
  switch (code) {
    case 'stop':
    case 'insolvency':
    case 'limitation':
    case 'no_address':
      return 'bad';
    case 'dispute':
    case 'answer_to_review':
      return 'warn';
    case 'promise':
    case 'plan':
    case 'payment_announced':
    case 'payment_pending':
      return 'info';
    case 'paid':
    case 'covered_by_credit':
      return 'ok';
    default:
      return 'idle';
  }
}
