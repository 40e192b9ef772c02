import { t } from '@lingui/core/macro';
import { correct, gone, nothingChanged, type Sentences } from './advice';

export const OF_PROGRAMS: Sentences = {
  api_key_not_found: () => ({
    fact: t`Cette clé n’existe pas, ou est déjà révoquée.`,
    advice: nothingChanged(),
  }),
  webhook_endpoint_not_found: () => ({
    fact: t`Cette adresse n’existe pas, ou plus.`,
    advice: gone(),
  }),
  webhook_message_not_found: () => ({
    fact: t`Ce message n’existe pas, ou n’est plus gardé.`,
    advice: nothingChanged(),
  }),
  webhook_endpoint_off: () => ({
    fact: t`Cette adresse est arrêtée ou en pause.`,
    advice: t`Rien n’est parti. Réactivez-la, puis recommencez.`,
  }),
  too_many_webhook_endpoints: () => ({
    fact: t`La société a déjà toutes les adresses permises.`,
    advice: t`Rien n’a été enregistré. Supprimez celles qui ne servent plus, puis recommencez.`,
  }),
  outside_address_refused: () => ({
    fact: t`Cette adresse ne peut pas être appelée.`,
    advice: t`Rien n’a été enregistré. Il la faut en https, sous un nom joignable depuis Internet.`,
  }),
  event_type_unknown: () => ({
    fact: t`Un des événements choisis n’existe pas.`,
    advice: correct(),
  }),
};
