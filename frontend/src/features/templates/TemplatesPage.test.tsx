import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { expect, it, vi } from 'vitest';
import { aCompany, aPage } from '~/test/factories';
import { readable, showPage } from '~/test/render';
import { server } from '~/test/setup';
import { anOwnText, aText } from '~/test/templateFactories';
import { TEMPLATES_DEFAULTS } from './search';
import { TemplatesPage } from './TemplatesPage';

function serve(...texts: ReturnType<typeof aText>[]) {
  server.use(http.get('*/v1/templates', () => HttpResponse.json(aPage(texts))));
}

it('says of each text whose words it has, in which language, and who wrote them when', async () => {
  serve(
    anOwnText(),
    aText({ locale: 'en' }),
    aText({ kind: 'reminder_1' }),
    anOwnText({ kind: 'reminder_1', channel: 'letter' }),
  );
  const onOpen = vi.fn();
  const onSearch = vi.fn();
  const { user } = showPage(
    () => <TemplatesPage search={TEMPLATES_DEFAULTS} onSearch={onSearch} onOpen={onOpen} />,
    aCompany({ permissions: ['read', 'configure'] }),
  );

  const first = (await screen.findByRole('link', { name: 'Première relance' })).closest('tr');
  expect(readable(first)).toContain('votre texte');
  expect(readable(first)).toContain('texte fourni');
  expect(readable(first)).toContain('modifié le 23/11, 10 h 05 par Claire Vasseur');
  const firm = screen.getByRole('link', { name: 'Relance simple' });
  expect(readable(firm.closest('tr'))).toContain('manque');
  expect(firm).toHaveAttribute('href', '/reglages/modeles/reminder_1/email/fr');
  expect(screen.getByText('2 textes à vous')).toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: /^Lettre/ }));
  expect(onSearch).toHaveBeenCalledWith({ canal: 'letter' });
});

it('says that the texts could not be read', async () => {
  server.use(http.get('*/v1/templates', () => HttpResponse.error()));
  showPage(() => <TemplatesPage search={TEMPLATES_DEFAULTS} onSearch={vi.fn()} onOpen={vi.fn()} />);
  expect(await screen.findByText('Les modèles n’ont pas pu être lus.')).toBeInTheDocument();
});
