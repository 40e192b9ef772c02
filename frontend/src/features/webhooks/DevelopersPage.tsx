import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBook2, IconWebhook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useRows } from '~/api/pages';
import { useCompany } from '~/components/CompanyContext';
import { PageHeader } from '~/components/PageHeader';
import { Empty } from '~/components/States';
import { logQuery } from './api';
import { EndpointDialog } from './EndpointDialog';
import { EndpointList } from './EndpointList';
import { KeyList } from './KeyList';
import { Log } from './Log';
import { MessagePeek } from './MessagePeek';
import { NewKeyButton } from './NewKeyButton';
import { type DevelopersSearch, filterOf } from './search';
import classes from './webhooks.module.css';

type Props = { search: DevelopersSearch; onSearch: (patch: Partial<DevelopersSearch>) => void };

/** For whoever connects a program: keys to call us, addresses we call, and what was said. */
export function DevelopersPage({ search, onSearch }: Props) {
  const { permissions } = useCompany();
  const [isAdding, adding] = useDisclosure();
  const mayConfigure = permissions.includes('configure');
  const mayAdminister = permissions.includes('administer');
  const choose = useCallback(
    (endpoint: string | undefined) => onSearch({ endpoint, line: undefined }),
    [onSearch],
  );

  return (
    <>
      <PageHeader title={<Trans>Développeurs</Trans>}>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconBook2 size={16} stroke={1.6} aria-hidden />}
          renderRoot={(props) => <Link {...props} to="/reglages/developpeurs/reference" />}
        >
          <Trans>Référence de l’API</Trans>
        </Button>
        {mayAdminister ? <NewKeyButton /> : null}
        {mayConfigure ? (
          <Button
            leftSection={<IconWebhook size={16} stroke={1.6} aria-hidden />}
            onClick={adding.open}
          >
            <Trans>Ajouter un webhook</Trans>
          </Button>
        ) : null}
      </PageHeader>
      {mayConfigure ? (
        <div className={classes['columns']}>
          <div className={classes['page']}>
            {mayAdminister ? <KeyList /> : null}
            <EndpointList chosen={search.endpoint} onChoose={choose} onAdd={adding.open} />
            <Log search={search} onSearch={onSearch} />
          </div>
          <OpenMessage search={search} onSearch={onSearch} />
        </div>
      ) : (
        <Empty title={<Trans>Ces réglages sont réservés aux responsables</Trans>}>
          <Trans>
            Demandez à un administrateur de votre société d’ouvrir une clé ou un webhook.
          </Trans>
        </Empty>
      )}
      {isAdding ? <EndpointDialog onClose={adding.close} /> : null}
    </>
  );
}

/** The line of the log that is looked at, with its neighbours within reach. */
function OpenMessage({ search, onSearch }: Props) {
  const result = useInfiniteQuery({ ...logQuery(filterOf(search)), enabled: Boolean(search.line) });
  const { rows: lines } = useRows(result);
  const place = lines.findIndex((line) => line.id === search.line);
  const line = lines[place];
  if (!line) return null;
  const goTo = (index: number) => {
    const other = lines[index];
    return other ? () => onSearch({ line: other.id }) : undefined;
  };
  return (
    <MessagePeek
      key={line.id}
      line={line}
      onPrevious={goTo(place - 1)}
      onNext={goTo(place + 1)}
      onClose={() => onSearch({ line: undefined })}
    />
  );
}
