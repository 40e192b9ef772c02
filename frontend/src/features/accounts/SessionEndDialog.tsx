import { Trans } from '@lingui/react/macro';
import { Modal } from '@mantine/core';
import { useSessionEnded } from '~/api/sessionEnd';
import { LogInForm } from './LogInForm';

/** Asks to log in again over the page, whose entries stay as they are. */
export function SessionEndDialog({ email }: { email: string }) {
  const ended = useSessionEnded();
  return (
    <Modal
      opened={ended}
      onClose={() => undefined}
      withCloseButton={false}
      title={<Trans>Votre session est terminée</Trans>}
    >
      <p className="muted">
        <Trans>Connectez-vous à nouveau : cette page vous attend, votre saisie aussi.</Trans>
      </p>
      <LogInForm email={email} onDone={() => undefined} />
    </Modal>
  );
}
