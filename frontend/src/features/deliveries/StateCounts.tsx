import { useLingui } from '@lingui/react/macro';
import type { Schemas } from '~/api/client';
import { deliveryStatus } from '~/components/deliveryStatus';
import { StatusPill } from '~/components/StatusPill';
import { formatCount } from '~/shared/counts';
import classes from './deliveries.module.css';
import { type ActivitiesSearch, STATUSES } from './search';

type Props = {
  counts: readonly Schemas['DeliveryCountOut'][];
  current: ActivitiesSearch['status'];
  onSelect: (status: ActivitiesSearch['status']) => void;
};

/** How many messages are in each state, shape and word (SAGE-56); a press keeps those alone. */
export function StateCounts({ counts, current, onSelect }: Props) {
  const { t } = useLingui();
  const shown = STATUSES.map((status) => ({
    status,
    many: counts
      .filter((one) => one.status === status)
      .reduce((sum, one) => sum + one.deliveries, 0),
  })).filter((one) => one.many > 0);
  if (shown.length < 2 && !current) return null;
  return (
    <ul className={classes['states']} aria-label={t`Messages par état`}>
      {shown.map(({ status, many }) => {
        const { tone, word } = deliveryStatus(status);
        return (
          <li key={status}>
            <button
              type="button"
              aria-pressed={status === current}
              onClick={() => onSelect(status === current ? undefined : status)}
            >
              <StatusPill tone={tone}>
                {word} <b className="figures">{formatCount(many)}</b>
              </StatusPill>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
