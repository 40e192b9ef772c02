import { t } from '@lingui/core/macro';
import type { Tone } from '~/components/StatusPill';
import type { FileKind, Import } from './api';

/** The state of an import, told by a shape and a word. */
export function stateOf(run: Import): { tone: Tone; word: string } {
  switch (run.status) {
    case 'draft':
      return { tone: 'idle', word: t`À préparer` };
    case 'received':
      return { tone: 'info', word: t`En attente` };
    case 'running':
      return { tone: 'info', word: run.dry_run ? t`Contrôle en cours` : t`Import en cours` };
    case 'needs_review':
      return { tone: 'warn', word: t`À vérifier` };
    case 'applied':
      return { tone: 'ok', word: t`Appliqué` };
    case 'dry_run':
      return { tone: 'idle', word: t`Contrôlé à blanc` };
    case 'failed':
      return { tone: 'bad', word: isNoLedger(run) ? t`Refusé` : t`Non importé` };
    case 'rejected':
      return { tone: 'idle', word: t`Rejeté` };
    case 'rolling_back':
      return { tone: 'info', word: t`Annulation en cours` };
    case 'rolled_back':
      return { tone: 'idle', word: t`Annulé` };
  }
}

/** A file of another kind, such as a PDF: nothing of it could ever be loaded. */
function isNoLedger(run: Import): boolean {
  return run.counts.read === 0 && !LEDGERS.has(run.format);
}

const LEDGERS: ReadonlySet<string> = new Set(['', 'fec', 'sage100', 'csv', 'xlsx', 'rest']);

export function formatName(format: string): string {
  switch (format) {
    case 'fec':
      return t`FEC`;
    case 'sage100':
      return t`Sage 100`;
    case 'csv':
      return t`Tableau CSV`;
    case 'xlsx':
      return t`Classeur Excel`;
    case 'rest':
      return t`Envoi d’un logiciel`;
    case '':
      return t`Fichier`;
    default:
      return t`Format non importable`;
  }
}

export function kindName(kind: FileKind): string {
  switch (kind) {
    case 'customers':
      return t`Clients`;
    case 'contacts':
      return t`Contacts`;
    case 'receivables':
      return t`Écritures`;
    case 'fec':
      return t`Grand livre`;
    default:
      return t`Selon le contenu`;
  }
}

export function encodingName(encoding: string): string {
  const names: Record<string, string> = {
    'utf-8-sig': 'UTF-8',
    'utf-16-le': 'UTF-16',
    'utf-16-be': 'UTF-16',
    cp1252: 'Windows-1252',
    cp850: 'DOS (850)',
  };
  return names[encoding] ?? encoding.toUpperCase();
}

export function delimiterName(delimiter: string): string {
  switch (delimiter) {
    case ';':
      return t`point-virgule`;
    case ',':
      return t`virgule`;
    case '\t':
      return t`tabulation`;
    default:
      return t`barre verticale`;
  }
}

/** What the server is busy with, for those who wait. */
export function stepWord(run: Import): string {
  if (run.status === 'rolling_back') return t`Retour à l’état d’avant l’import.`;
  switch (run.step) {
    case 'customers':
      return t`Lecture des clients.`;
    case 'contacts':
      return t`Lecture des contacts.`;
    case 'receivables':
      return t`Lecture des écritures.`;
    case 'writing':
      return run.dry_run ? t`Comparaison avec votre base.` : t`Écriture dans votre base.`;
    default:
      return t`Ouverture du fichier.`;
  }
}

/** The fields a column may hold, as people call them. */
export function fieldName(field: string): string {
  const names: Record<string, () => string> = {
    account: () => t`Compte`,
    address1: () => t`Adresse`,
    address2: () => t`Adresse, suite`,
    address3: () => t`Adresse, fin`,
    amount: () => t`Montant TTC`,
    balance: () => t`Reste dû`,
    category: () => t`Catégorie`,
    city: () => t`Ville`,
    civility: () => t`Civilité`,
    code: () => t`Code client`,
    compte: () => t`Compte`,
    contact_name: () => t`Nom du contact`,
    country: () => t`Pays`,
    credit: () => t`Crédit`,
    credit_limit: () => t`Plafond d’encours`,
    currency: () => t`Devise`,
    customer_code: () => t`Code client`,
    customer_name: () => t`Nom du client`,
    date: () => t`Date`,
    debit: () => t`Débit`,
    department: () => t`Service`,
    document_no: () => t`Numéro de pièce`,
    document_url: () => t`Lien vers la facture`,
    due_on: () => t`Date d’échéance`,
    email: () => t`E-mail`,
    entry_on: () => t`Date d’écriture`,
    external_id: () => t`Identifiant`,
    first_name: () => t`Prénom`,
    free1: () => t`Champ libre 1`,
    free2: () => t`Champ libre 2`,
    free3: () => t`Champ libre 3`,
    function: () => t`Fonction`,
    invoiced_on: () => t`Date de facture`,
    journal: () => t`Journal`,
    kind: () => t`Type de pièce`,
    label: () => t`Libellé`,
    language: () => t`Langue`,
    last_name: () => t`Nom`,
    level: () => t`Niveau de relance`,
    mobile: () => t`Mobile`,
    montant: () => t`Montant`,
    name: () => t`Nom du client`,
    number: () => t`Numéro de facture`,
    order_no: () => t`N° de commande`,
    payment_method: () => t`Mode de règlement`,
    payment_terms: () => t`Conditions de paiement`,
    phone: () => t`Téléphone`,
    piecedate: () => t`Date de pièce`,
    postcode: () => t`Code postal`,
    receives_reminders: () => t`Reçoit les relances`,
    reconciled_on: () => t`Date de lettrage`,
    reconciliation_code: () => t`Lettrage`,
    ridet: () => t`RIDET`,
    sales_rep: () => t`Commercial`,
    side: () => t`Sens`,
    siren: () => t`SIREN`,
    siret: () => t`SIRET`,
    tahiti: () => t`N° Tahiti`,
    vat_number: () => t`N° de TVA`,
    échéance: () => t`Date d’échéance`,
  };
  return names[field.toLowerCase()]?.() ?? field;
}

/** A row's nature, as the reader understood it. */
export function natureName(kind: string): string {
  switch (kind) {
    case 'invoice':
      return t`Facture`;
    case 'credit_note':
      return t`Avoir`;
    case 'payment':
      return t`Règlement`;
    case 'other':
      return t`Autre`;
    default:
      return kind;
  }
}

/** What was built on an import since, and keeps it where it is. */
export function dependentWord(code: string): string {
  switch (code) {
    case 'action':
      return t`une relance confirmée ou faite`;
    case 'answer':
      return t`une réponse du client`;
    case 'contact':
      return t`un contact ajouté`;
    case 'delivery':
      return t`un message envoyé`;
    case 'dispute':
      return t`un litige`;
    case 'hold':
      return t`une suspension`;
    case 'level':
      return t`un niveau de relance modifié`;
    case 'payment_notice':
      return t`une annonce de paiement`;
    case 'promise':
      return t`une promesse`;
    case 'receivable':
      return t`une écriture arrivée depuis`;
    default:
      return t`une saisie faite depuis`;
  }
}
