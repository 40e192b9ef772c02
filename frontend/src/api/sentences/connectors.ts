import { t } from '@lingui/core/macro';
import { correct, gone, nothingChanged, reload, type Sentences } from './advice';

export const OF_IMPORTS: Sentences = {
  body_too_large: () => ({
    fact: t`Le fichier dépasse 1 Go.`,
    advice: t`Rien n’a été importé. Partagez-le en plusieurs fichiers.`,
  }),
  file_empty: () => ({
    fact: t`Le fichier est vide.`,
    advice: t`Rien n’a été importé. Vérifiez l’export, puis recommencez.`,
  }),
  import_not_found: () => ({ fact: t`Cet import n’existe pas, ou plus.`, advice: gone() }),
  import_not_ready: () => ({
    fact: t`Cet import est déjà en cours, ou appliqué.`,
    advice: reload(),
  }),
  import_not_waiting: () => ({
    fact: t`Cet import n’attend plus de décision.`,
    advice: reload(),
  }),
  import_superseded: () => ({
    fact: t`Un import complet plus récent a été appliqué.`,
    advice: t`Rien n’a été modifié. Importez un fichier plus récent.`,
  }),
  import_without_file: () => ({
    fact: t`Cet import n’a pas de fichier.`,
    advice: t`Ses lignes viennent d’un logiciel : corrigez-les à la source.`,
  }),
  import_not_applied: () => ({
    fact: t`Cet import n’est pas dans votre base.`,
    advice: nothingChanged(),
  }),
  import_rollback_over: () => ({
    fact: t`Cet import ne peut plus être annulé : les 24 heures sont passées.`,
    advice: nothingChanged(),
  }),
  import_overlaid: () => ({
    fact: t`Un import plus récent a modifié votre base.`,
    advice: t`Rien n’a été modifié. Annulez d’abord le plus récent.`,
  }),
  import_depended_upon: () => ({
    fact: t`Cet import ne peut plus être annulé : d’autres saisies s’y appuient.`,
    advice: nothingChanged(),
  }),
  reviewer_required: () => ({
    fact: t`Cet import attend la décision d’une personne.`,
    advice: nothingChanged(),
  }),
  column_mapping_not_found: () => ({
    fact: t`Cette correspondance n’existe plus.`,
    advice: nothingChanged(),
  }),
  column_mapping_refused: () => ({
    fact: t`Une colonne choisie n’est pas dans le fichier.`,
    advice: correct(),
  }),
};
