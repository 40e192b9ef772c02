import { createFileRoute } from '@tanstack/react-router';
import { ForgottenPasswordPage } from '~/features/accounts/ForgottenPasswordPage';

export const Route = createFileRoute('/mot-de-passe-oublie')({ component: ForgottenPasswordPage });
