import { Plural } from '@lingui/react/macro';
import type { Receivable } from '~/api/customers';
import { formatSums, sumByCurrency } from '~/shared/money';

/** What a form speaks of: how many receivables are ticked, and what is left to pay of them. */
export function TickedLines({ ticked }: { ticked: readonly Receivable[] }) {
  const names = ticked.map((line) => line.number || line.label).join(', ');
  return (
    <p>
      <b>
        <Plural value={ticked.length} one="# pièce" other="# pièces" />,{' '}
        {formatSums(sumByCurrency(dueOf(ticked)))}
      </b>
      <br />
      <span className="muted small">{names}</span>
    </p>
  );
}

export function dueOf(lines: readonly Receivable[]) {
  return lines.map((line) => ({ amount_minor: line.balance_minor, currency: line.currency }));
}
