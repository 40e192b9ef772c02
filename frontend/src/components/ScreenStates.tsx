import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { ApiError } from '~/api/client';
import { Empty, LoadError } from './States';

/** An address no screen answers to. */
export function NotFound() {
  return (
    <main>
      <Empty
        isPage
        title={<Trans>Cette page n’existe pas</Trans>}
        acts={
          <Button component={Link} to="/" variant="filled">
            <Trans>Revenir à l’accueil</Trans>
          </Button>
        }
      >
        <Trans>L’adresse est peut-être incomplète, ou la page a changé de nom.</Trans>
      </Empty>
    </main>
  );
}

/** A screen that could not be drawn: an API problem, or a part gone after an update. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  if (error instanceof ApiError) return <LoadError error={error} onRetry={reset} />;
  return (
    <Empty
      title={<Trans>Cette page n’a pas pu s’afficher</Trans>}
      acts={
        <Button variant="filled" onClick={() => location.reload()}>
          <Trans>Recharger la page</Trans>
        </Button>
      }
    >
      <Trans>
        Vos données sont intactes. Une nouvelle version a pu être installée : rechargez la page.
      </Trans>
    </Empty>
  );
}
