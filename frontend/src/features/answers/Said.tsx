import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useCompany } from '~/components/CompanyContext';
import { formatInstant } from '~/shared/dates';
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
export function Said(props: Props) {
  const { today, time_zone } = useCompany();
  const { documents, amounts, remarks, by } = props;
  const named = documents.filter(Boolean);
  return (
    <div className={classes['said']}>
      <p className={classes['who']}>
        {props.state}
        <Link to="/clients/$id" params={{ id: props.customerId }} className={classes['link']}>
          {props.customerName}
        </Link>
        <span className="muted small">{props.customerCode}</span>
        <time className={classes['at']} dateTime={props.at}>
          {formatInstant(props.at, time_zone, today)}
        </time>
      </p>
      <p>
        <b className="strong">{props.fact}</b>
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
