import { plural, t } from '@lingui/core/macro';
import type { TimelineEntry } from '~/api/customers';
import { formatDay } from '~/shared/dates';
import { formatMoney } from '~/shared/money';
import {
  channelName,
  deliveryReason,
  disputeReasonName,
  inSentence,
  messageTitle,
  reasonFor,
  stepName,
} from '~/shared/words';
import { deliveryStatus } from './deliveryStatus';
import type { Tone } from './StatusPill';

/** One line of a customer's history: its state, the fact in bold, then the details. */
export type Sentence = { tone: Tone; word: string; fact: string; details: string[] };

type Facts = TimelineEntry['data'];

const text = (facts: Facts, name: string) => (facts[name] ? String(facts[name]) : '');
const count = (facts: Facts, name: string) => (Array.isArray(facts[name]) ? facts[name].length : 0);
const level = (facts: Facts) => Number(facts['level'] ?? 0);

function sum(facts: Facts, name = 'amount_minor'): string {
  const minor = facts[name];
  return typeof minor === 'number' && facts['currency']
    ? formatMoney(minor, String(facts['currency']))
    : '';
}

function day(facts: Facts, name: string): string {
  return facts[name] ? formatDay(String(facts[name])) : '';
}

const documents = (facts: Facts, name = 'receivable_ids') => {
  const many = count(facts, name);
  return many > 0 ? plural(many, { one: '# pièce', other: '# pièces' }) : '';
};

function channelPhrase(channel: string): string {
  return channel ? t`par ${inSentence(channelName(channel))}` : '';
}

/** `Relance 2 par e-mail`. */
function by(name: string, channel: string): string {
  return [name, channelPhrase(channel)].filter(Boolean).join(' ');
}

function answerName(kind: string): string {
  switch (kind) {
    case 'paid':
      return t`Le client dit avoir payé`;
    case 'upcoming':
      return t`Le client annonce un règlement`;
    case 'dispute':
      return t`Le client conteste`;
    case 'status':
      return t`Le client demande où en est son dossier`;
    case 'confirm':
      return t`Le client confirme ses factures`;
    default:
      return t`Le client a répondu`;
  }
}

function outcomeName(outcome: string): string {
  switch (outcome) {
    case 'upheld':
      return t`fondé`;
    case 'rejected':
      return t`non fondé`;
    default:
      return t`retiré`;
  }
}

function changeOutcome(status: string): string {
  switch (status) {
    case 'rejected':
      return t`Changement de coordonnées refusé`;
    case 'undone':
      return t`Changement de coordonnées annulé`;
    case 'replaced':
      return t`Changement de coordonnées remplacé`;
    default:
      return t`Changement de coordonnées accepté`;
  }
}

type Draft = [tone: Tone, word: string, fact: string, ...details: string[]];

function ofDelivery(type: string, facts: Facts): Draft | null {
  const name = by(messageTitle(text(facts, 'kind'), level(facts)), text(facts, 'channel'));
  const recipient = text(facts, 'recipient');
  const to = recipient ? t`à ${recipient}` : '';
  const why = deliveryReason(text(facts, 'reason'));
  switch (type) {
    case 'delivery.sent':
      return ['info', t`Envoyé`, name, sum(facts), to];
    case 'delivery.opened':
      return ['ok', t`Ouvert`, name];
    case 'delivery.refused':
      return ['bad', t`Échec`, name, why, to];
    case 'delivery.unconfirmed':
      return ['warn', t`À vérifier`, name, t`envoi non confirmé`, to];
    case 'delivery.dropped':
      return ['idle', t`Écarté`, name, why, to];
    case 'delivery.returned':
      return ['warn', t`Rendu`, name, why, to];
    default:
      return null;
  }
}

function ofAgreement(type: string, facts: Facts): Draft | null {
  const dueOn = day(facts, 'due_on');
  const promised = sum(facts);
  const received = sum(facts, 'received_minor');
  switch (type) {
    case 'promise.made':
      return ['info', t`Promesse`, t`${promised} pour le ${dueOn}`, documents(facts)];
    case 'promise.kept':
      return ['ok', t`Tenue`, t`Promesse de ${promised} tenue`, t`prévue le ${dueOn}`];
    case 'promise.partially_kept':
      return [
        'warn',
        t`En partie`,
        t`Promesse du ${dueOn} tenue en partie`,
        `${received} / ${promised}`,
      ];
    case 'promise.broken':
      return ['bad', t`Rompue`, t`Promesse de ${promised} non tenue`, t`prévue le ${dueOn}`];
    case 'promise.cancelled':
      return ['idle', t`Annulée`, t`Promesse annulée`];
    case 'dispute.opened':
      return [
        'warn',
        t`Litige`,
        t`Litige ouvert : ${disputeReasonName(text(facts, 'reason'))}`,
        promised,
        documents(facts),
      ];
    case 'dispute.closed':
      return ['ok', t`Clos`, t`Litige clos, ${outcomeName(text(facts, 'outcome'))}`];
    case 'payment.announced':
      return [
        'info',
        t`Annoncé`,
        t`Paiement de ${promised} annoncé`,
        facts['paid_on'] ? t`fait le ${day(facts, 'paid_on')}` : '',
        text(facts, 'reference'),
      ];
    case 'payment.notice_accepted':
      return ['info', t`Accepté`, t`Annonce de paiement acceptée`];
    case 'payment.notice_rejected':
      return ['warn', t`Non trouvé`, t`Paiement annoncé introuvable`, text(facts, 'note')];
    case 'payment.notice_confirmed':
      return ['ok', t`Reçu`, t`Paiement annoncé bien reçu`];
    default:
      return null;
  }
}

function ofLedger(type: string, facts: Facts): Draft | null {
  const number = text(facts, 'number') || t`pièce sans numéro`;
  switch (type) {
    case 'receivable.paid':
      return ['ok', t`Payé`, t`${number} réglée`, sum(facts)];
    case 'receivable.part_paid':
      return ['ok', t`Payé en partie`, t`${number} payée en partie`, sum(facts, 'received_minor')];
    case 'receivable.reopened':
      return ['warn', t`Rouvert`, t`${number} de nouveau due`, sum(facts, 'balance_minor')];
    case 'receivable.level_changed': {
      const from = Number(facts['from_level'] ?? 0);
      const to = Number(facts['to_level'] ?? 0);
      return ['idle', t`Niveau`, t`Niveau changé de ${from} à ${to}`];
    }
    case 'receivable.note_changed':
      return ['idle', t`Note`, t`Note écrite sur une pièce`];
    case 'receivable.forecast_moved':
      return facts['to_on']
        ? ['idle', t`Prévision`, t`Règlement attendu le ${day(facts, 'to_on')}`]
        : ['idle', t`Prévision`, t`Date de règlement attendue retirée`];
    case 'hold.placed':
      return [
        'warn',
        t`Suspension`,
        reasonFor(text(facts, 'kind')),
        facts['last_on'] ? t`jusqu’au ${day(facts, 'last_on')}` : '',
        text(facts, 'reason'),
      ];
    case 'hold.released':
      return [
        'ok',
        t`Reprise`,
        t`Suspension levée : ${inSentence(reasonFor(text(facts, 'kind')))}`,
      ];
    default:
      return null;
  }
}

function ofPeople(type: string, facts: Facts): Draft | null {
  switch (type) {
    case 'reminder.done': {
      const name = by(stepName(text(facts, 'step_kind'), level(facts)), text(facts, 'channel'));
      const documentsDone = documents(facts, 'receivables');
      return ['ok', t`Fait`, name, documentsDone, sum(facts), text(facts, 'comment')];
    }
    case 'action.skipped':
      return ['idle', t`Passé`, t`Étape passée`, text(facts, 'reason')];
    case 'answer.received':
      return [
        'info',
        t`Réponse`,
        answerName(text(facts, 'kind')),
        documents(facts),
        text(facts, 'text'),
      ];
    case 'answer.reviewed':
      return ['ok', t`Lue`, t`Réponse du client lue`];
    case 'portal.opened':
      return ['info', t`Consulté`, t`Le client a ouvert son espace`];
    case 'portal.renewal_requested':
      return ['info', t`Demande`, t`Le client demande un nouveau lien`];
    case 'portal.link_handed_over':
      return ['info', t`Remis`, t`Lien vers l’espace client remis`, text(facts, 'sent_to')];
    case 'portal.link_revoked':
      return ['idle', t`Révoqué`, t`Lien vers l’espace client révoqué`];
    case 'contact_change.asked':
      return [
        'warn',
        t`Contact`,
        text(facts, 'kind') === 'forward'
          ? t`Le client désigne une autre personne`
          : t`Le client change ses coordonnées`,
        text(facts, 'address'),
      ];
    case 'contact_change.settled':
      return ['idle', t`Contact`, changeOutcome(text(facts, 'status'))];
    case 'customer.changed':
      return ['idle', t`Fiche`, t`Fiche modifiée`];
    case 'contact.changed':
      return text(facts, 'change') === 'added'
        ? ['idle', t`Contact`, t`Contact ajouté`]
        : ['idle', t`Contact`, t`Contact modifié`];
    default:
      return null;
  }
}

/** The French sentence of a fact; one this console does not know yet is told plainly. */
export function sentenceOf(entry: TimelineEntry): Sentence {
  const { type, data } = entry;
  const [tone, word, fact, ...details] = ofDelivery(type, data) ??
    ofAgreement(type, data) ??
    ofLedger(type, data) ??
    ofPeople(type, data) ?? ['idle', t`Noté`, t`Le dossier a été mis à jour`];
  return { tone, word, fact, details: details.filter(Boolean) };
}

// These holds follow from a promise, a dispute or an answer that has its own line.
const TOLD_ELSEWHERE = new Set([
  'promise',
  'plan',
  'dispute',
  'payment_announced',
  'payment_pending',
  'answer_to_review',
]);

type Exchange = { entry: TimelineEntry; sentence: Sentence };

/** The history as a person tells it: a reminder, its message and its opening are one line. */
export function exchangesOf(entries: readonly TimelineEntry[]): Exchange[] {
  const done = new Map(
    entries
      .filter((entry) => entry.type === 'reminder.done')
      .map((entry) => [text(entry.data, 'action_id'), sentenceOf(entry)]),
  );
  const exchanges: Exchange[] = [];
  for (const entry of entries) {
    const { type, data } = entry;
    const told = done.get(text(data, type === 'reminder.done' ? 'action_id' : 'source_id'));
    if (type === 'reminder.done' && told) exchanges.push({ entry, sentence: told });
    else if (type === 'delivery.sent' && told) {
      told.details.push(t`à ${text(data, 'recipient')}`);
      if (told.word !== deliveryStatus('opened').word) {
        Object.assign(told, deliveryStatus('sent'));
      }
    } else if (type === 'delivery.opened' && told) Object.assign(told, deliveryStatus('opened'));
    else if (!(type === 'hold.placed' && TOLD_ELSEWHERE.has(text(data, 'kind')))) {
      exchanges.push({ entry, sentence: sentenceOf(entry) });
    }
  }
  return exchanges;
}
