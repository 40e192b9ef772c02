import { t } from '@lingui/core/macro';
import { bare } from '~/components/Shell/places';
import { MESSAGE_KINDS } from '~/shared/words';
import {
  type Address,
  CHANNELS,
  type Channel,
  type Kind,
  type Locale,
  type TemplateText,
  type Variable,
} from './api';

export const LOCALES: readonly Locale[] = ['fr', 'en'];

const REGISTERED: ReadonlySet<string> = new Set([
  'first_reminder',
  'reminder_1',
  'reminder_2',
  'reminder_3',
  'formal_notice',
]);

/** The kinds a channel carries: only what claims a sum leaves by registered letter. */
export function kindsOf(channel: Channel): readonly Kind[] {
  return channel === 'registered_letter'
    ? MESSAGE_KINDS.filter((kind) => REGISTERED.has(kind))
    : MESSAGE_KINDS;
}

export function channelsOf(kind: Kind): readonly Channel[] {
  return CHANNELS.filter((channel) => kindsOf(channel).includes(kind));
}

/** The text an address of the console names, or null where there is none. */
export function addressOf(kind: string, channel: string, locale: string): Address | null {
  const named = {
    kind: MESSAGE_KINDS.find((one) => one === kind),
    channel: CHANNELS.find((one) => one === channel),
    locale: LOCALES.find((one) => one === locale),
  };
  if (!named.kind || !named.channel || !named.locale) return null;
  return channelsOf(named.kind).includes(named.channel) ? (named as Address) : null;
}

export function localeName(locale: Locale): string {
  return locale === 'en' ? t`Anglais` : t`Français`;
}

/** `own` = the company's words, `stock` = those that came with the product, or nobody's. */
export type Origin = 'own' | 'stock' | 'missing';

/** Whose words serve; a registered letter that nobody wrote has the stock's, as a letter has. */
export function originOf(texts: readonly TemplateText[], address: Address): Origin {
  const { kind, channel, locale } = address;
  const found = (wanted: Channel) =>
    texts.find((one) => one.kind === kind && one.channel === wanted && one.locale === locale);
  const text = found(channel);
  if (text) return text.is_stock ? 'stock' : 'own';
  return channel === 'registered_letter' && found('letter') ? 'stock' : 'missing';
}

type VariableGroup = { key: string; label: string; variables: Variable[] };

/** What a kind cannot have: a promise is only spoken of where one was made. */
const ONLY_IN: Readonly<Record<string, readonly Kind[]>> = {
  payment: ['payment_received', 'payment_failed', 'partial_payment'],
  promise: ['promise_confirmation', 'promise_broken'],
  dispute: ['dispute_acknowledgement', 'dispute_resolved'],
  change: ['contact_change_notice'],
  notice: ['formal_notice'],
};

/** The variables a message of this kind may print, by what they speak of. */
export function variableGroups(variables: readonly Variable[], kind: Kind): VariableGroup[] {
  const named: [key: string, label: string][] = [
    ['contact', t`Contact`],
    ['customer', t`Client`],
    ['items', t`Factures du message`],
    ['invoice', t`Facture, quand elle est seule`],
    ['claim', t`Somme réclamée`],
    ['account', t`Compte`],
    ['payment', t`Règlement`],
    ['promise', t`Promesse`],
    ['dispute', t`Litige`],
    ['change', t`Changement de contact`],
    ['notice', t`Mise en demeure`],
    ['history', t`Relances passées`],
    ['portal', t`Liens`],
    ['collector', t`Gestionnaire`],
    ['creditor', t`Votre société`],
    ['dunning', t`Niveau`],
    ['today', t`Date`],
  ];
  return named
    .filter(([key]) => ONLY_IN[key]?.includes(kind) ?? true)
    .map(([key, label]) => ({
      key,
      label,
      variables: variables.filter((one) => one.name.split('.')[0] === key && one.type !== 'table'),
    }))
    .filter((group) => group.variables.length > 0);
}

/** A block of the body's format: what it is called, and what to write to have one. */
export type BlockForm = { key: string; name: string; source: string };

export function blockForms(): BlockForm[] {
  const [title, note, subject] = [t`Titre`, t`Une précision en petits caractères.`, t`Objet`];
  const [due, answer, forward] = [
    t`Montant échu`,
    t`Voir le détail et répondre`,
    t`Transmettre ce message`,
  ];
  const [one, several] = [t`Une seule facture.`, t`Plusieurs factures.`];
  return [
    { key: 'reference', name: t`rappel du dossier`, source: `[[reference: ${subject}]]` },
    { key: 'total', name: t`total en grand`, source: `[[total: ${due}]]` },
    { key: 'table', name: t`tableau des factures`, source: '[[table]]' },
    { key: 'button', name: t`bouton`, source: `[[button: ${answer} | portal.url]]` },
    { key: 'link', name: t`lien`, source: `[[link: ${forward} | portal.forward_url]]` },
    { key: 'heading', name: t`titre`, source: `# ${title}` },
    { key: 'note', name: t`petits caractères`, source: `> ${note}` },
    {
      key: 'choice',
      name: t`une ou plusieurs factures`,
      source: `{% if invoice %}\n${one}\n{% else %}\n${several}\n{% endif %}`,
    },
    { key: 'signature', name: t`signature`, source: '[[signature]]' },
  ];
}

/** The legal mentions a body may call for; who writes and the data's rights are always there. */
export function mentionNames(): Readonly<Record<string, string>> {
  return {
    L2: t`Montants et devise`,
    L3: t`Sans objet si déjà payé`,
    L4: t`Duplicata ou désaccord`,
    L5: t`Pénalités de retard`,
    L6: t`Indemnité de 40\u00A0€`,
    L7: t`Plafond légal des délais`,
    L8: t`Clause de suspension`,
    L9: t`Réexamen du plafond`,
    L10: t`Imputation du règlement`,
    L11: t`Intérêts moratoires`,
    L12: t`Recours au juge`,
    L13: t`Frais et consommateurs`,
    L13b: t`Recouvrement par un tiers`,
    L14: t`Coordonnées bancaires`,
    L15: t`Interlocuteur`,
  };
}

/** The variables whose label or name holds every word typed, in the order of the catalogue. */
export function variablesNamed(variables: readonly Variable[], typed: string): Variable[] {
  const words = bare(typed)
    .split(/[\s.]+/)
    .filter(Boolean);
  return variables.filter((one) => {
    const known = bare(`${one.label} ${one.name}`);
    return words.every((word) => known.includes(word));
  });
}
