import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from './States';

/** A page of settings, for somebody whose role does not go that far. */
export function Reserved({ title }: { title: ReactNode }) {
  return (
    <Empty
      isPage
      title={title}
      acts={
        <Button renderRoot={(props) => <Link {...props} to="/" />}>
          <Trans>Revenir à l’accueil</Trans>
        </Button>
      }
    >
      <Trans>Demandez à un administrateur de votre société, ou un autre rôle.</Trans>
    </Empty>
  );
}
