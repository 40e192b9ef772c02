import { t } from '@lingui/core/macro';
import type { CurrentCompany } from '../CompanyContext';

/** A screen or an act that the search offers by its name. */
type Place = { path: string; search?: Record<string, string>; name: string; also: string };

/** Every screen a person may open, with other words one might look for it by. */
export function placesFor({ permissions, mayAct }: CurrentCompany): Place[] {
  const may = (permission: CurrentCompany['permissions'][number]) =>
    permissions.includes(permission);
  const places: (Place | false)[] = [
    { path: '/accueil', name: t`Accueil`, also: t`tableau de bord, aujourd’hui` },
    {
      path: '/qui-vous-doit-quoi',
      name: t`Qui vous doit quoi`,
      also: t`balance âgée, débiteurs, retards, clients`,
    },
    { path: '/reponses', name: t`Réponses et promesses`, also: t`portail, réponses à lire` },
    {
      path: '/reponses',
      search: { vue: 'promesses' },
      name: t`Promesses de règlement`,
      also: t`engagements, rompues`,
    },
    { path: '/reponses', search: { vue: 'litiges' }, name: t`Litiges`, also: t`contestations` },
    {
      path: '/reponses/contacts',
      name: t`Changements de contact`,
      also: t`coordonnées, adresses, à vérifier`,
    },
    { path: '/activites', name: t`Activités`, also: t`messages envoyés, e-mails, historique` },
    {
      path: '/agir',
      name: mayAct ? t`Relancer par scénario` : t`Relances par scénario`,
      also: t`agir, relances du jour, envoyer`,
    },
    may('load') && {
      path: '/imports',
      name: t`Importer un fichier`,
      also: t`imports, grand livre, FEC, synchronisation`,
    },
    may('configure') && {
      path: '/reglages/scenarios',
      name: t`Scénarios`,
      also: t`étapes, profils`,
    },
    may('configure') && { path: '/reglages/modeles', name: t`Modèles`, also: t`textes, lettres` },
    may('configure') && {
      path: '/reglages/societe',
      name: t`Réglages de la société`,
      also: t`adresse, logo, paramètres`,
    },
    may('configure') && {
      path: '/reglages/declencheurs',
      name: t`Déclencheurs`,
      also: t`messages sur événement, remerciement, bienvenue, plafond d’encours`,
    },
    may('administer') && {
      path: '/reglages/utilisateurs',
      name: t`Utilisateurs`,
      also: t`équipe, invitations, rôles`,
    },
    may('configure') && {
      path: '/reglages/developpeurs',
      name: t`Développeurs`,
      also: t`clés d’API, webhooks`,
    },
    { path: '/compte', name: t`Mon compte`, also: t`mot de passe, profil` },
    { path: '/societes', name: t`Changer de société`, also: t`sociétés, choisir` },
  ];
  return places.filter((place) => place !== false);
}

/** Letters without case or accents, to compare what is typed with names. */
export function bare(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase('fr');
}

/** The places whose name or other words hold every word typed; those named so come first. */
export function placesNamed(places: readonly Place[], typed: string): Place[] {
  const words = bare(typed).split(/\s+/).filter(Boolean);
  const inName = (place: Place) => words.every((word) => bare(place.name).includes(word));
  return places
    .filter((place) => words.every((word) => bare(`${place.name} ${place.also}`).includes(word)))
    .sort((one, other) => Number(inName(other)) - Number(inName(one)));
}
