import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CardActs, CardList } from '~/components/CardList';
import { useCompany } from '~/components/CompanyContext';
import { ActError, Empty } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { formatDay } from '~/shared/dates';
import { methodPhrase } from './answerWords';
import { type Notice, noticesQuery, useAcceptNotice, useRejectNotice } from './api';
import { RefusalButton } from './RefusalButton';
import { Said } from './Said';

/** Payments that debtors say they have made: only the ledger makes them true. */
export function NoticeList() {
  return (
    <CardList
      list={useInfiniteQuery(noticesQuery)}
      more={<Trans>Voir la suite</Trans>}
      card={(notice) => <NoticeCard notice={notice} />}
      empty={
        <Empty title={<Trans>Aucun paiement annoncé</Trans>}>
          <Trans>
            Un client qui dit avoir payé apparaît ici jusqu’à ce que vous lui répondiez.
          </Trans>
        </Empty>
      }
    />
  );
}

function NoticeCard({ notice }: { notice: Notice }) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const accept = useAcceptNotice();
  const reject = useRejectNotice();
  const paid = [t`Dit avoir payé le ${formatDay(notice.paid_on)}`, methodPhrase(notice.method)];
  const reference = notice.reference ? t`(référence ${notice.reference})` : '';
  return (
    <>
      <Said
        customerId={notice.customer_id}
        customerName={notice.customer_name}
        customerCode={notice.customer_code}
        state={
          <StatusPill tone="info">
            <Trans>Annoncé</Trans>
          </StatusPill>
        }
        at={notice.received_at}
        fact={[...paid, reference].filter(Boolean).join(' ')}
        remarks={notice.details}
        documents={[]}
        amounts={[{ amount_minor: notice.amount_minor, currency: notice.currency }]}
      />
      {mayAct ? (
        <CardActs>
          <Button
            loading={accept.isPending}
            aria-label={t`Attendre le règlement : ${notice.customer_name}`}
            onClick={() => accept.mutate(notice.id)}
          >
            <Trans>Attendre le règlement</Trans>
          </Button>
          <RefusalButton
            word={t`Paiement introuvable`}
            customerName={notice.customer_name}
            isPending={reject.isPending}
            error={reject.error}
            onRefuse={(note, onDone) =>
              reject.mutate({ id: notice.id, note }, { onSuccess: onDone })
            }
          />
        </CardActs>
      ) : null}
      <ActError error={accept.error} />
    </>
  );
}
