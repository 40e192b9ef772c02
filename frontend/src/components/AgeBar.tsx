import { useLingui } from '@lingui/react/macro';
import { formatMoney } from '~/shared/money';
import classes from './AgeBar.module.css';
import { Money } from './Money';

/** The five age columns of a balance, from not yet due to over 90 days late. */
type Ages = {
  not_due_minor: number;
  days_1_30_minor: number;
  days_31_60_minor: number;
  days_61_90_minor: number;
  days_over_90_minor: number;
};

type Props = { ages: Ages; currency: string; legend?: boolean };

/** A balance cut by age; credits have no length, readers hear every amount. */
export function AgeBar({ ages, currency, legend = false }: Props) {
  const { t } = useLingui();
  const parts = [
    { age: 0, name: t`À venir`, minor: ages.not_due_minor },
    { age: 1, name: t`1 à 30 jours`, minor: ages.days_1_30_minor },
    { age: 2, name: t`31 à 60 jours`, minor: ages.days_31_60_minor },
    { age: 3, name: t`61 à 90 jours`, minor: ages.days_61_90_minor },
    { age: 4, name: t`plus de 90 jours`, minor: ages.days_over_90_minor },
  ].filter((part) => part.minor !== 0);

  return (
    <figure>
      <div className={classes['bar']} aria-hidden>
        {parts
          .filter((part) => part.minor > 0)
          .map((part) => (
            <i key={part.age} data-age={part.age} style={{ flexGrow: part.minor }} />
          ))}
      </div>
      {legend ? (
        <ul className={classes['legend']} aria-hidden>
          {parts.map((part) => (
            <li key={part.age} title={part.name}>
              <i data-age={part.age} />
              <Money minor={part.minor} currency={currency} bare />
            </li>
          ))}
        </ul>
      ) : null}
      <figcaption className="readers-only">
        {parts.map((part) => `${part.name} : ${formatMoney(part.minor, currency)}`).join(', ')}
      </figcaption>
    </figure>
  );
}
