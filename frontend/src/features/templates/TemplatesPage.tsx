import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type Column, DataTable } from '~/components/DataTable';
import { PageHeader } from '~/components/PageHeader';
import { LoadError, Loading } from '~/components/States';
import { ViewTabs } from '~/components/ViewTabs';
import { channelName, messageName } from '~/shared/words';
import {
  type Address,
  CHANNELS,
  type Channel,
  type Kind,
  type Locale,
  type TemplateText,
  textsQuery,
} from './api';
import { OriginTag } from './EditorHeader';
import { LastWriting } from './LastWriting';
import type { TemplatesSearch } from './search';
import classes from './templates.module.css';
import { kindsOf, LOCALES, localeName, originOf } from './words';

/** Why a message is written, and whose words it has in each language. */
type Row = { kind: Kind; latest: TemplateText | undefined };

type Props = {
  search: TemplatesSearch;
  onSearch: (patch: Partial<TemplatesSearch>) => void;
  onOpen: (address: Address) => void;
};

/** Every text the company sends, by channel: its own words, or those that came with the product. */
export function TemplatesPage({ search, onSearch, onOpen }: Props) {
  const { t } = useLingui();
  const result = useQuery(textsQuery);
  const texts = result.data?.items;
  const own = texts?.filter((text) => !text.is_stock) ?? [];
  return (
    <div className={classes['page']}>
      <PageHeader
        title={<Trans>Modèles</Trans>}
        count={
          texts ? (
            <Plural
              value={own.length}
              _0="tous fournis"
              one="# texte à vous"
              other="# textes à vous"
            />
          ) : null
        }
      />
      <p className={classes['about']}>
        <Trans>
          Les mots de vos messages. Chacun sert tel qu’il est fourni, jusqu’à ce que vous écriviez
          le vôtre.
        </Trans>
      </p>
      <ViewTabs
        label={t`Moyens d’envoi`}
        views={CHANNELS.map((channel) => ({
          key: channel,
          label: channelName(channel),
          count: kindsOf(channel).length,
        }))}
        current={search.canal}
        onSelect={(canal) => onSearch({ canal })}
      />
      {result.isPending ? <Loading /> : null}
      {result.isLoadingError ? (
        <LoadError
          error={result.error}
          what={<Trans>Les modèles n’ont pas pu être lus.</Trans>}
          onRetry={() => void result.refetch()}
        />
      ) : null}
      {texts ? <TemplateList texts={texts} channel={search.canal} onOpen={onOpen} /> : null}
    </div>
  );
}

type ListProps = {
  texts: readonly TemplateText[];
  channel: Channel;
  onOpen: (address: Address) => void;
};

function TemplateList({ texts, channel, onOpen }: ListProps) {
  const { t } = useLingui();
  const rows = useMemo(
    () => kindsOf(channel).map((kind) => ({ kind, latest: latestOf(texts, kind, channel) })),
    [texts, channel],
  );
  const columns = useMemo<Column<Row>[]>(() => {
    const origin = (kind: Kind, locale: Locale) => (
      <OriginTag origin={originOf(texts, { kind, channel, locale })} />
    );
    return [
      {
        id: 'name',
        header: <Trans>Modèle</Trans>,
        grow: true,
        cell: ({ kind }) => (
          <Link
            to="/reglages/modeles/$kind/$channel/$locale"
            params={{ kind, channel, locale: 'fr' }}
            className={classes['name']}
          >
            {messageName(kind)}
          </Link>
        ),
      },
      ...LOCALES.map((locale) => ({
        id: locale,
        header: localeName(locale),
        hides: 1 as const,
        cell: ({ kind }: Row) => (
          <Link
            to="/reglages/modeles/$kind/$channel/$locale"
            params={{ kind, channel, locale }}
            className={classes['origin']}
          >
            <span className="readers-only">{t`${messageName(kind)}, ${localeName(locale)} :`}</span>
            {origin(kind, locale)}
          </Link>
        ),
      })),
      {
        id: 'latest',
        header: <Trans>Dernière modification</Trans>,
        hides: 3,
        cell: ({ latest }) => (latest ? <LastWriting text={latest} /> : <Never />),
      },
    ];
  }, [texts, channel, t]);

  return (
    <DataTable<Row>
      embedded
      keys
      caption={t`Modèles de messages`}
      columns={columns}
      rows={rows}
      rowId={(row) => row.kind}
      rowName={(row) => messageName(row.kind)}
      onCurrent={({ kind }) => onOpen({ kind, channel, locale: 'fr' })}
      detail={({ kind, latest }) => (
        <span className={classes['detail']}>
          {LOCALES.map((locale) => (
            <span key={locale}>
              {localeName(locale)} <OriginTag origin={originOf(texts, { kind, channel, locale })} />
            </span>
          ))}
          {latest ? <LastWriting text={latest} /> : null}
        </span>
      )}
    />
  );
}

/** What was last written for this kind and channel, in whichever language. */
function latestOf(
  texts: readonly TemplateText[],
  kind: Kind,
  channel: Channel,
): TemplateText | undefined {
  return texts
    .filter((text) => text.kind === kind && text.channel === channel && text.updated_at)
    .sort((one, other) => (other.updated_at ?? '').localeCompare(one.updated_at ?? ''))[0];
}

function Never() {
  return (
    <span className="muted" aria-hidden>
      –
    </span>
  );
}
