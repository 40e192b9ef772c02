import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { isPrinted, isSent } from '~/api/actions';
import type { ApiError } from '~/api/client';
import { useCompany } from '~/components/CompanyContext';
import { MessagePreview } from '~/components/MessagePreview';
import { Note } from '~/components/Note';
import { PdfView } from '~/components/PdfView';
import { LoadError, Loading } from '~/components/States';
import { formatInstant } from '~/shared/dates';
import { channelName } from '~/shared/words';
import { type Action, previewQuery } from './api';
import { type Choice, canTick, chosenLines, isTicked } from './choice';
import { LineChoice } from './LineChoice';
import { letterQuery } from './letters';
import { RateApproval } from './RateApproval';
import { SkipButton } from './SkipButton';
import classes from './scenarios.module.css';

type Props = {
  action: Action;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  others: readonly Action[];
  onAction: (id: string) => void;
  readOnly: boolean;
};

/** The message of one customer as it would leave now, its envelope and its lines. */
export function ActionPreview({ action, choice, onChoice, others, onAction, readOnly }: Props) {
  const { t } = useLingui();
  const { today, time_zone, permissions } = useCompany();
  const lines = chosenLines(action, choice);
  const isPaper = isPrinted(action.channel);
  const isWritten = isSent(action.channel) || isPaper;
  const isEmpty = lines?.length === 0;
  const isSetAside = !action.ready && !isTicked(action, choice);
  const result = useQuery({
    ...previewQuery(action.id, lines),
    enabled: isWritten && !isEmpty && !isSetAside,
  });
  const pages = useQuery({
    ...letterQuery(action.id, lines),
    enabled: isPaper && result.isSuccess && !isEmpty && !isSetAside,
  });
  const place = others.indexOf(action);
  const count = others.length;
  const goTo = (index: number) => {
    const other = others[index];
    if (other) onAction(other.id);
  };

  return (
    <section className={classes['preview']} aria-label={t`Aperçu réel`}>
      <div className={classes['previewBar']}>
        <span className="strong">
          <Trans>Aperçu réel</Trans>
        </span>
        <span className="muted figures">
          <Trans>
            {place + 1} sur {count}
          </Trans>
        </span>
        <span className={classes['previewActs']}>
          {readOnly ? null : <SkipButton action={action} />}
          <Button
            size="compact-sm"
            variant="subtle"
            renderRoot={(props) => (
              <Link {...props} to="/clients/$id" params={{ id: action.customer.id }} />
            )}
          >
            <Trans>Fiche</Trans>
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Message précédent`}
            disabled={place <= 0}
            onClick={() => goTo(place - 1)}
          >
            <IconChevronUp size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Message suivant`}
            disabled={place >= count - 1}
            onClick={() => goTo(place + 1)}
          >
            <IconChevronDown size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <div className={classes['previewBody']}>
        {isSetAside ? (
          <Note tone="warn">
            <b>
              <Trans>Écarté.</Trans>
            </b>{' '}
            {action.excluded_detail}{' '}
            {canTick(action) ? (
              <Trans>Cochez ce client pour le relancer malgré tout.</Trans>
            ) : (
              <Trans>Aucun rôle ne peut passer outre.</Trans>
            )}
          </Note>
        ) : null}
        {!isSetAside && isEmpty ? (
          <Note tone="warn">
            <Trans>Aucune pièce n’est cochée : rien ne partira pour ce client.</Trans>
          </Note>
        ) : null}
        {isWritten ? null : <ManualNote channel={action.channel} />}
        {result.isLoading ? <Loading /> : null}
        {result.isLoadingError ? (
          <LoadError
            error={result.error}
            what={<Trans>L’aperçu n’a pas pu être préparé.</Trans>}
            onRetry={() => void result.refetch()}
          />
        ) : null}
        {result.data && !isEmpty && !isSetAside ? (
          <>
            <dl className={classes['envelope']}>
              <Envelope name={t`De`} value={result.data.sender} />
              <Envelope name={t`À`} value={result.data.to.join(', ')} />
              <Envelope name={t`Réponse à`} value={result.data.reply_to} />
              <Envelope name={t`Objet`} value={result.data.subject} />
              <Envelope
                name={isPaper ? t`Imprimée` : t`Départ`}
                value={
                  isPaper
                    ? action.letter
                      ? formatInstant(action.letter.printed_at, time_zone, today)
                      : t`pas encore`
                    : formatInstant(result.data.release_at, time_zone, today)
                }
              />
            </dl>
            {result.data.notes.includes('interest_withheld') ? (
              <Note tone="warn">
                <b>
                  <Trans>Intérêts non réclamés.</Trans>
                </b>{' '}
                <Trans>
                  Votre conseil n’a pas encore approuvé les taux de ce retard : la mise en demeure
                  énonce la règle, sans chiffre.
                </Trans>{' '}
                {permissions.includes('configure') ? <RateApproval /> : null}
              </Note>
            ) : null}
            {isPaper ? (
              pages.data ? (
                <PdfView title={t`Lettre à ${action.customer.name}`} file={pages.data} />
              ) : (
                <PagesState error={pages.error} />
              )
            ) : (
              <MessagePreview
                title={t`Message à ${action.customer.name}`}
                html={result.data.html}
                text={result.data.text}
              />
            )}
          </>
        ) : null}
        <LineChoice action={action} choice={choice} onChoice={onChoice} readOnly={readOnly} />
      </div>
    </section>
  );
}

function PagesState({ error }: { error: ApiError | null }) {
  return error ? (
    <LoadError error={error} what={<Trans>La lettre n’a pas pu être mise en pages.</Trans>} />
  ) : (
    <Loading />
  );
}

/** What a person does on a channel the product does not serve by itself. */
function ManualNote({ channel }: { channel: string }) {
  return (
    <Note tone="info">
      <b>{channelName(channel)}.</b>{' '}
      <Trans>Cette étape se fait hors de Quittance : faites-la, puis notez-la ci-dessous.</Trans>
    </Note>
  );
}

function Envelope({ name, value }: { name: string; value: string }) {
  if (!value) return null;
  return (
    <>
      <dt>{name}</dt>
      {/* In the customer's language, not the console's. */}
      <dd translate="no">{value}</dd>
    </>
  );
}
