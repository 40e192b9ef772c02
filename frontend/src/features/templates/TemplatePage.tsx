import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PageHeader } from '~/components/PageHeader';
import { Empty, LoadError, Loading } from '~/components/States';
import { messageName } from '~/shared/words';
import { type Address, textQuery, textsQuery } from './api';
import { TemplateEditor } from './TemplateEditor';
import { addressOf, LOCALES, originOf } from './words';

type Props = {
  kind: string;
  channel: string;
  locale: string;
  onAddress: (address: Address) => void;
};

/** One text, for one channel and language: its words, what is wrong with them, how they are read. */
export function TemplatePage({ kind, channel, locale, onAddress }: Props) {
  const address = addressOf(kind, channel, locale);
  if (!address) {
    return (
      <Empty
        isPage
        title={<Trans>Ce modèle n’existe pas</Trans>}
        acts={
          <Button renderRoot={(props) => <Link {...props} to="/reglages/modeles" />}>
            <Trans>Voir tous les modèles</Trans>
          </Button>
        }
      >
        <Trans>Son adresse est peut-être incomplète.</Trans>
      </Empty>
    );
  }
  return (
    <OpenTemplate key={`${kind}.${channel}.${locale}`} address={address} onAddress={onAddress} />
  );
}

function OpenTemplate({
  address,
  onAddress,
}: {
  address: Address;
  onAddress: (address: Address) => void;
}) {
  const text = useQuery(textQuery(address));
  const all = useQuery(textsQuery);
  if (text.data && all.data) {
    const texts = all.data.items;
    const missing = new Set(
      LOCALES.filter((locale) => originOf(texts, { ...address, locale }) === 'missing'),
    );
    return (
      <TemplateEditor
        address={address}
        text={text.data}
        isMissing={text.data.is_stock && missing.has(address.locale)}
        missing={missing}
        onAddress={onAddress}
      />
    );
  }
  const failed = text.isLoadingError ? text : all.isLoadingError ? all : null;
  return (
    <div>
      <PageHeader title={messageName(address.kind)} />
      {failed ? (
        <LoadError
          error={failed.error}
          what={<Trans>Le modèle n’a pas pu être lu.</Trans>}
          onRetry={() => void failed.refetch()}
        />
      ) : (
        <Loading />
      )}
    </div>
  );
}
