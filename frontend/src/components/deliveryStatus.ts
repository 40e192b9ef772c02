import { t } from '@lingui/core/macro';
import type { Tone } from './StatusPill';

/** Shape and word of a message's state (SAGE-56): an opening is a sign, never a proof. */
export function deliveryStatus(status: string): { tone: Tone; word: string } {
  switch (status) {
    case 'queued':
    case 'planned':
      return { tone: 'idle', word: t`En attente` };
    case 'printed':
      return { tone: 'idle', word: t`Imprimée` };
    case 'claimed':
    case 'pending':
      return { tone: 'info', word: t`En cours` };
    case 'sent':
      return { tone: 'info', word: t`Envoyé` };
    case 'delivered':
      return { tone: 'ok', word: t`Remis` };
    case 'opened':
      return { tone: 'ok', word: t`Ouvert` };
    case 'done':
      return { tone: 'ok', word: t`Fait` };
    case 'bounced':
      return { tone: 'bad', word: t`Adresse refusée` };
    case 'refused':
    case 'failed':
      return { tone: 'bad', word: t`Échec` };
    case 'unconfirmed':
      return { tone: 'warn', word: t`À vérifier` };
    case 'dropped':
      return { tone: 'idle', word: t`Écarté` };
    case 'skipped':
      return { tone: 'idle', word: t`Passé` };
    case 'cancelled':
      return { tone: 'idle', word: t`Annulé` };
    default:
      return { tone: 'idle', word: t`Enregistré` };
  }
}
