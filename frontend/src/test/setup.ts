import '@testing-library/jest-dom/vitest';
import { i18n } from '@lingui/core';
import { configure } from '@testing-library/react';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { chooseCompany } from '~/api/company';
import { sessionEnd } from '~/api/sessionEnd';
import { messages } from '~/locales/fr';

export const server = setupServer();

// A busy machine is no failure.
configure({ asyncUtilTimeout: 8_000 });

i18n.loadAndActivate({ locale: 'fr', messages });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  chooseCompany(null);
  sessionEnd.forget();
});
afterAll(() => server.close());

// What jsdom lacks and the kit or the virtual rows read.
const listening = { addEventListener: () => undefined, removeEventListener: () => undefined };
window.matchMedia = (query) =>
  ({ ...listening, matches: false, media: query }) as unknown as MediaQueryList;
Object.defineProperty(document, 'fonts', { value: listening });
window.ResizeObserver = class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
for (const [name, size] of [
  ['clientHeight', 900],
  ['clientWidth', 1200],
  ['offsetHeight', 900],
  ['offsetWidth', 1200],
] as const) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
}
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = () => undefined;
