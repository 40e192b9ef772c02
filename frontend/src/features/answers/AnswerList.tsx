import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CardActs, CardList } from '~/components/CardList';
import { useCompany } from '~/components/CompanyContext';
import { ActError, Empty } from '~/components/States';
import { StatusPill } from '~/components/StatusPill';
import { sumByCurrency } from '~/shared/money';
import { decisionsFor, toldOf } from './answerWords';
import { type Answer, answersQuery, useAcceptAnswer, useRefuseAnswer } from './api';
import { RefusalButton } from './RefusalButton';
import { Said } from './Said';

/** What debtors sent through their links and nobody has read, the newest first. */
export function AnswerList() {
  return (
    <CardList
      list={useInfiniteQuery(answersQuery)}
      more={<Trans>Voir plus ancien</Trans>}
      card={(answer) => <AnswerCard answer={answer} />}
      empty={
        <Empty title={<Trans>Tout est lu</Trans>}>
          <Trans>
            Aucune réponse n’attend. Celles de vos clients arriveront ici dès leur envoi.
          </Trans>
        </Empty>
      }
    />
  );
}

function AnswerCard({ answer }: { answer: Answer }) {
  const { t } = useLingui();
  const { mayAct } = useCompany();
  const accept = useAcceptAnswer();
  const refuse = useRefuseAnswer();
  const { tone, word, fact, remarks } = toldOf(answer);
  const { yes, no } = decisionsFor(answer.kind);
  const owed = sumByCurrency(
    answer.lines.map((line) => ({ amount_minor: line.balance_minor, currency: line.currency })),
  );

  return (
    <>
      <Said
        customerId={answer.customer_id}
        customerName={answer.customer_name}
        customerCode={answer.customer_code}
        state={<StatusPill tone={tone}>{word}</StatusPill>}
        at={answer.sent_at}
        fact={fact}
        remarks={remarks}
        documents={answer.lines.map((line) => line.number)}
        amounts={owed}
        by={answer.sent_to}
      />
      {mayAct ? (
        <CardActs>
          <Button
            loading={accept.isPending}
            aria-label={t`${yes} : ${answer.customer_name}`}
            onClick={() => accept.mutate(answer.id)}
          >
            {yes}
          </Button>
          {no ? (
            <RefusalButton
              word={no}
              customerName={answer.customer_name}
              isPending={refuse.isPending}
              error={refuse.error}
              onRefuse={(note, onDone) =>
                refuse.mutate({ id: answer.id, note }, { onSuccess: onDone })
              }
            />
          ) : null}
        </CardActs>
      ) : null}
      <ActError error={accept.error} />
    </>
  );
}
