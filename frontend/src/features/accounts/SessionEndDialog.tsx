import { Trans } from '@lingui/react/macro';
import { useSessionEnded } from '~/api/sessionEnd';
import { Dialog } from '~/components/Dialog';
import { LogInForm } from './LogInForm';

/** Asks to log in again over the page, whose entries stay as they are. */
export function SessionEndDialog({ email }: { email: string }) {
  const ended = useSessionEnded();
  return (
    <Dialog
      opened={ended}
      onClose={() => undefined}
      withCloseButton={false}
      title={<Trans>Votre session est terminée</Trans>}
    >
      <p className="muted">
        <Trans>Connectez-vous à nouveau : cette page vous attend, votre saisie aussi.</Trans>
      </p>
      <LogInForm email={email} onDone={() => undefined} />
    </Dialog>
  );
}
