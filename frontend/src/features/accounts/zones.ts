import { t } from '@lingui/core/macro';

type Zone = { value: string; label: string };

/** The zones a creditor may live in, the usual ones first; the one in use is always among them. */
export function zones(current: string): Zone[] {
  const known: Zone[] = [
    { value: 'Europe/Paris', label: t`Paris, France métropolitaine` },
    { value: 'Pacific/Noumea', label: t`Nouméa, Nouvelle-Calédonie` },
    { value: 'Pacific/Tahiti', label: t`Papeete, Polynésie française` },
    { value: 'Pacific/Marquesas', label: t`Îles Marquises` },
    { value: 'Pacific/Gambier', label: t`Îles Gambier` },
    { value: 'Pacific/Wallis', label: t`Wallis-et-Futuna` },
    { value: 'Indian/Reunion', label: t`La Réunion` },
    { value: 'Indian/Mayotte', label: t`Mayotte` },
    { value: 'Indian/Kerguelen', label: t`Kerguelen` },
    { value: 'America/Martinique', label: t`Martinique` },
    { value: 'America/Guadeloupe', label: t`Guadeloupe` },
    { value: 'America/Cayenne', label: t`Cayenne, Guyane` },
    { value: 'America/Marigot', label: t`Saint-Martin` },
    { value: 'America/St_Barthelemy', label: t`Saint-Barthélemy` },
    { value: 'America/Miquelon', label: t`Saint-Pierre-et-Miquelon` },
  ];
  const isKnown = known.some((zone) => zone.value === current);
  return isKnown ? known : [{ value: current, label: current }, ...known];
}
