import { t } from '@lingui/core/macro';
import type { Role } from './teamApi';

/** From the widest to the narrowest. */
export const ROLES: readonly Role[] = ['admin', 'manager', 'collector', 'sales', 'auditor'];

export function roleName(role: Role): string {
  switch (role) {
    case 'admin':
      return t`Administrateur`;
    case 'manager':
      return t`Responsable`;
    case 'collector':
      return t`Chargé de recouvrement`;
    case 'sales':
      return t`Commercial`;
    case 'auditor':
      return t`Auditeur`;
  }
}

/** What a role is for, in one sentence. */
export function roleWords(role: Role): string {
  switch (role) {
    case 'admin':
      return t`Tout, y compris les utilisateurs et les clés des programmes.`;
    case 'manager':
      return t`Tout, sauf les utilisateurs et les clés.`;
    case 'collector':
      return t`Suit tous les clients, relance, charge les données.`;
    case 'sales':
      return t`Lit les comptes de ses propres clients, n’envoie rien.`;
    case 'auditor':
      return t`Lit tout, ne change rien.`;
  }
}

type Ability = { id: string; words: string; roles: readonly Role[]; part?: readonly Role[] };

/** What may be done, and by whom; `part`: for one's own customers only. */
export function abilities(): Ability[] {
  const actors: Role[] = ['admin', 'manager', 'collector'];
  return [
    {
      id: 'read',
      words: t`Lire les comptes, les messages et l’historique`,
      roles: ['admin', 'manager', 'collector', 'auditor'],
      part: ['sales'],
    },
    { id: 'act', words: t`Relancer, noter promesses et litiges, suspendre`, roles: actors },
    { id: 'load', words: t`Charger des fichiers`, roles: actors },
    {
      id: 'configure',
      words: t`Régler la société, les scénarios et les modèles`,
      roles: ['admin', 'manager'],
    },
    {
      id: 'administer',
      words: t`Inviter, changer les rôles, créer des clés`,
      roles: ['admin'],
    },
  ];
}
