import { createFileRoute } from '@tanstack/react-router';
import { ReferencePage } from '~/features/webhooks/ReferencePage';

export const Route = createFileRoute('/_console/reglages/developpeurs/reference')({
  component: ReferencePage,
});
