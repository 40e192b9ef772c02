import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { MessagePreview } from '~/components/MessagePreview';
import { Peek } from '~/components/Peek';
import { LoadError, Loading } from '~/components/States';
import { type Delivery, sentMessageQuery } from './api';
import classes from './deliveries.module.css';

type Props = { delivery: Delivery; onClose: () => void };

/** The very message that left, never rendered again. */
export function SentMessage({ delivery, onClose }: Props) {
  const { t } = useLingui();
  const result = useQuery(sentMessageQuery(delivery.id));
  return (
    <Peek
      label={t`Message à ${delivery.customer.name}`}
      caption={delivery.customer.code}
      onClose={onClose}
    >
      <div className={classes['message']}>
        <h2>{result.data?.subject ?? delivery.customer.name}</h2>
        {result.data ? <p className="muted small">{result.data.to.join(', ')}</p> : null}
        {result.isPending ? <Loading /> : null}
        {result.isError ? <LoadError error={result.error} /> : null}
        {result.data ? (
          <MessagePreview
            title={t`Message envoyé`}
            html={result.data.html}
            text={result.data.text}
          />
        ) : null}
      </div>
    </Peek>
  );
}
