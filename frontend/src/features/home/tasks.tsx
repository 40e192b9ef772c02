import { Plural, Trans } from '@lingui/react/macro';
import {
  IconAddressBook,
  IconAlertTriangle,
  IconCalendarCheck,
  IconCalendarX,
  IconCash,
  IconChecklist,
  IconMail,
  IconMailbox,
  IconMailQuestion,
  IconMailX,
  IconMessageReply,
  IconPhone,
  type TablerIcon,
} from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TILES, type Tile, tileOf } from '~/api/actions';
import type { Waiting, Work } from '~/api/work';
import { formatDay } from '~/shared/dates';
import { type Amount, sumByCurrency } from '~/shared/money';

/** One line of the day's work. */
export type Task = {
  key: string;
  count: number;
  icon: TablerIcon;
  title: ReactNode;
  detail: ReactNode;
  amounts: Amount[];
  /** The word of the button, and the words of the page's one filled button. */
  act: ReactNode;
  first: ReactNode;
  link: Pick<LinkProps, 'to' | 'search'>;
};

/** All that waits, in the order in which it is best done: doubts first, then sending, then words. */
export function tasksOf(work: Work): Task[] {
  const waiting = (what: Waiting['what']) =>
    work.items.filter((one) => one.what === what).map(taskOf);
  return [
    ...waiting('unconfirmed'),
    ...TILES.flatMap((tile) => reminderTask(work, tile)),
    ...waiting('answers'),
    ...waiting('payment_notices'),
    ...waiting('contact_changes'),
    ...waiting('promises_broken'),
    ...waiting('promises_due'),
    ...waiting('disputes'),
    ...waiting('bounced'),
  ];
}

const ICONS: Record<Tile, TablerIcon> = {
  email: IconMail,
  phone: IconPhone,
  letter: IconMailbox,
  other: IconChecklist,
};

function reminderTask(work: Work, tile: Tile): Task[] {
  const rows = work.reminders.filter((one) => tileOf(one.channel) === tile);
  const ready = rows.reduce((sum, row) => sum + row.ready, 0);
  const blocked = rows.reduce((sum, row) => sum + row.excluded, 0);
  if (ready === 0) return [];
  return [
    {
      key: tile,
      count: ready,
      icon: ICONS[tile],
      title: <ReminderTitle tile={tile} count={ready} />,
      detail: (
        <>
          {tile === 'email' || tile === 'phone' ? (
            <Plural value={ready} one="# prêt" other="# prêts" />
          ) : (
            <Plural value={ready} one="# prête" other="# prêtes" />
          )}
          {blocked > 0 ? <LeftOut tile={tile} count={blocked} /> : null}
        </>
      ),
      amounts: sumByCurrency(rows.filter((row) => row.amount_minor > 0)),
      act: tile === 'phone' ? <Trans>Commencer</Trans> : <Trans>Vérifier</Trans>,
      first: <FirstReminder tile={tile} count={ready} />,
      link: { to: '/agir', search: { canal: tile } },
    },
  ];
}

function LeftOut({ tile, count }: { tile: Tile; count: number }) {
  return tile === 'email' || tile === 'phone' ? (
    <Plural value={count} one=", # écarté" other=", # écartés" />
  ) : (
    <Plural value={count} one=", # écartée" other=", # écartées" />
  );
}

function ReminderTitle({ tile, count }: { tile: Tile; count: number }) {
  switch (tile) {
    case 'email':
      return (
        <Plural
          value={count}
          one="e-mail à vérifier avant départ"
          other="e-mails à vérifier avant départ"
        />
      );
    case 'phone':
      return <Plural value={count} one="appel à passer" other="appels à passer" />;
    case 'letter':
      return <Plural value={count} one="lettre à envoyer" other="lettres à envoyer" />;
    case 'other':
      return <Plural value={count} one="autre relance à faire" other="autres relances à faire" />;
  }
}

function FirstReminder({ tile, count }: { tile: Tile; count: number }) {
  switch (tile) {
    case 'email':
      return <Plural value={count} one="Vérifier # e-mail" other="Vérifier les # e-mails" />;
    case 'phone':
      return <Plural value={count} one="Passer # appel" other="Passer les # appels" />;
    case 'letter':
      return <Plural value={count} one="Préparer # lettre" other="Préparer les # lettres" />;
    case 'other':
      return <Plural value={count} one="Faire # relance" other="Faire les # relances" />;
  }
}

function taskOf(waiting: Waiting): Task {
  const { what, count, amounts } = waiting;
  const since = waiting.since_on ? formatDay(waiting.since_on) : null;
  const task = {
    key: what,
    count,
    amounts,
    detail: since ? <Trans>depuis le {since}</Trans> : null,
  };
  switch (what) {
    case 'unconfirmed':
      return {
        ...task,
        icon: IconMailQuestion,
        title: (
          <Plural
            value={count}
            one="envoi dont l’issue est inconnue"
            other="envois dont l’issue est inconnue"
          />
        ),
        act: <Trans>Vérifier</Trans>,
        first: <Plural value={count} one="Vérifier # envoi" other="Vérifier les # envois" />,
        link: { to: '/activites', search: { status: 'unconfirmed' } },
      };
    case 'bounced':
      return {
        ...task,
        icon: IconMailX,
        title: (
          <Plural
            value={count}
            one="adresse refusée à corriger"
            other="adresses refusées à corriger"
          />
        ),
        act: <Trans>Corriger</Trans>,
        first: <Plural value={count} one="Corriger # adresse" other="Corriger les # adresses" />,
        link: { to: '/activites', search: { status: 'to_repair' } },
      };
    case 'answers':
      return {
        ...task,
        icon: IconMessageReply,
        title: (
          <Plural
            value={count}
            one="réponse reçue sur le portail"
            other="réponses reçues sur le portail"
          />
        ),
        detail: <AnswerKinds parts={waiting.parts} />,
        act: <Trans>Lire</Trans>,
        first: <Plural value={count} one="Lire # réponse" other="Lire les # réponses" />,
        link: { to: '/reponses', search: { vue: 'reponses' } },
      };
    case 'payment_notices':
      return {
        ...task,
        icon: IconCash,
        title: (
          <Plural
            value={count}
            one="paiement annoncé à accepter"
            other="paiements annoncés à accepter"
          />
        ),
        act: <Trans>Répondre</Trans>,
        first: <Plural value={count} one="Répondre à # annonce" other="Répondre aux # annonces" />,
        link: { to: '/reponses', search: { vue: 'paiements' } },
      };
    case 'contact_changes':
      return {
        ...task,
        icon: IconAddressBook,
        title: (
          <Plural
            value={count}
            one="changement de coordonnées à valider"
            other="changements de coordonnées à valider"
          />
        ),
        act: <Trans>Valider</Trans>,
        first: (
          <Plural value={count} one="Valider # changement" other="Valider les # changements" />
        ),
        link: { to: '/reponses/contacts' },
      };
    case 'promises_broken':
      return {
        ...task,
        icon: IconCalendarX,
        title: <Plural value={count} one="promesse non tenue" other="promesses non tenues" />,
        act: <Trans>Traiter</Trans>,
        first: <Plural value={count} one="Traiter # promesse" other="Traiter les # promesses" />,
        link: { to: '/reponses', search: { vue: 'promesses', promesses: 'rompues' } },
      };
    case 'promises_due':
      return {
        ...task,
        icon: IconCalendarCheck,
        title: (
          <Plural
            value={count}
            one="promesse arrivée à échéance"
            other="promesses arrivées à échéance"
          />
        ),
        act: <Trans>Voir</Trans>,
        first: <Plural value={count} one="Voir # promesse" other="Voir les # promesses" />,
        link: { to: '/reponses', search: { vue: 'promesses', promesses: 'en-cours' } },
      };
    case 'disputes':
      return {
        ...task,
        icon: IconAlertTriangle,
        title: <Plural value={count} one="litige ouvert" other="litiges ouverts" />,
        act: <Trans>Suivre</Trans>,
        first: <Plural value={count} one="Suivre # litige" other="Suivre les # litiges" />,
        link: { to: '/reponses', search: { vue: 'litiges' } },
      };
  }
}

/** `2 promesses, 1 litige, 1 paiement annoncé`. */
function AnswerKinds({ parts }: { parts: Waiting['parts'] }) {
  return parts.map(({ code, count }, index) => (
    <span key={code}>
      {index > 0 ? ', ' : null}
      <AnswerKind code={code} count={count} />
    </span>
  ));
}

function AnswerKind({ code, count }: { code: string; count: number }) {
  switch (code) {
    case 'paid':
      return <Plural value={count} one="# paiement annoncé" other="# paiements annoncés" />;
    case 'upcoming':
      return <Plural value={count} one="# promesse" other="# promesses" />;
    case 'dispute':
      return <Plural value={count} one="# litige" other="# litiges" />;
    case 'status':
      return <Plural value={count} one="# question" other="# questions" />;
    default:
      return <Plural value={count} one="# accord" other="# accords" />;
  }
}
