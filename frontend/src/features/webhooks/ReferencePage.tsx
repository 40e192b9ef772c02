import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useMemo, useState } from 'react';
import { PageHeader } from '~/components/PageHeader';
import { Empty, LoadError, Loading } from '~/components/States';
import { CONTRACT_URL, type Contract, contractQuery, operationsByRoom, speaksOf } from './contract';
import { EventReference } from './EventReference';
import { OperationCard } from './OperationCard';
import { Primer } from './Primer';
import classes from './reference.module.css';

/** The contract, readable: every operation and every event, from the document the server speaks. */
export function ReferencePage() {
  const { t } = useLingui();
  const result = useQuery(contractQuery);
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());

  return (
    <>
      <PageHeader title={<Trans>Référence de l’API</Trans>}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconArrowLeft size={16} stroke={1.6} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/reglages/developpeurs" />}
        >
          <Trans>Clés et webhooks</Trans>
        </Button>
        <Button
          component="a"
          href={CONTRACT_URL}
          download="quittance-openapi.json"
          leftSection={<IconDownload size={16} stroke={1.6} aria-hidden />}
        >
          <Trans>Télécharger le contrat OpenAPI</Trans>
        </Button>
      </PageHeader>
      <div className={classes['page']}>
        <Primer />
        <TextInput
          className={classes['search']}
          type="search"
          aria-label={t`Chercher une opération ou un événement`}
          placeholder={t`/v1/imports, promesse…`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {result.isPending ? <Loading /> : null}
        {result.isLoadingError ? (
          <LoadError error={result.error} onRetry={() => void result.refetch()} />
        ) : null}
        {result.data ? <Operations contract={result.data} asked={asked} /> : null}
        {result.data ? <EventReference contract={result.data} asked={asked} /> : null}
      </div>
    </>
  );
}

function Operations({ contract, asked }: { contract: Contract; asked: string }) {
  const rooms = useMemo(
    () =>
      operationsByRoom(contract)
        .map(([room, listed]) => [room, listed.filter((one) => speaksOf(one, asked))] as const)
        .filter(([, listed]) => listed.length > 0),
    [contract, asked],
  );
  const linked = globalThis.location?.hash.slice(1);
  if (rooms.length === 0) {
    return (
      <Empty title={<Trans>Aucune opération ne parle de « {asked} »</Trans>}>
        <Trans>Les opérations se nomment en anglais, comme le contrat.</Trans>
      </Empty>
    );
  }
  return rooms.map(([room, listed]) => (
    <section key={room} aria-labelledby={`room-${room}`}>
      <div className={classes['room']}>
        <h2 id={`room-${room}`}>
          <code>{room}</code>
        </h2>
        <span className="muted">
          <Plural value={listed.length} one="# opération" other="# opérations" />
        </span>
      </div>
      {listed.map((one) => (
        <OperationCard
          key={one.operation.operationId}
          contract={contract}
          listed={one}
          isOpen={linked === one.operation.operationId}
        />
      ))}
    </section>
  ));
}
