import { Plural, Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { CardHead } from '~/components/CardList';
import { type Amount, formatSums } from '~/shared/money';
import classes from './answers.module.css';

type Props = {
  customerId: string;
  customerName: string;
  customerCode: string;
  state: ReactNode;
  at: string;
  fact: string;
  remarks: string;
  documents: readonly string[];
  amounts: readonly Amount[];
  /** The address that spoke, if it is known. */
  by?: string;
};

const NAMED = 6;

/** Who said what about which documents, with their own words apart. */
export function Said({ fact, documents, amounts, remarks, by, ...whose }: Props) {
  const named = documents.filter(Boolean);
  return (
    <div className={classes['said']}>
      <CardHead {...whose} />
      <p>
        <b className="strong">{fact}</b>
        {amounts.length > 0 ? <>, {formatSums(amounts)}</> : null}
      </p>
      {remarks ? <blockquote className={classes['remarks']}>{remarks}</blockquote> : null}
      <p className="muted small">
        {named.slice(0, NAMED).join(', ')}
        {named.length > NAMED ? (
          <Plural
            value={named.length - NAMED}
            one=" et # autre pièce"
            other=" et # autres pièces"
          />
        ) : null}
        {by ? (
          <>
            {named.length > 0 ? ' · ' : null}
            <Trans>depuis le lien envoyé à {by}</Trans>
          </>
        ) : null}
      </p>
    </div>
  );
}
