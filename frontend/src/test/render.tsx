import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createQueryClient } from '~/api/query';
import { CompanyProvider } from '~/components/CompanyContext';
import { theme } from '~/theme';
import { aCompany, TODAY } from './factories';

/** Shows a page as the console would: company, router in memory, fresh cache, no animation. */
export function showPage(page: () => ReactNode, company = aCompany()) {
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  const rootRoute = createRootRoute();
  const pages = ['/', '/clients/$id', '/agir', '/qui-vous-doit-quoi'].map((path) =>
    createRoute({ getParentRoute: () => rootRoute, path, component: page }),
  );
  const router = createRouter({
    routeTree: rootRoute.addChildren(pages),
    history: createMemoryHistory({ initialEntries: ['/'] }),
    defaultPendingMinMs: 0,
  });
  const user = userEvent.setup();
  const view = render(
    <I18nProvider i18n={i18n}>
      <MantineProvider theme={theme} env="test">
        <QueryClientProvider client={queryClient}>
          <CompanyProvider company={company} today={TODAY}>
            {/* The test's own small route tree is not the registered one. */}
            <RouterProvider router={router as never} />
          </CompanyProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  );
  return { ...view, user, router };
}

/** Text as the eye reads it: every kind of space is one space. */
export function readable(element: Element | null): string {
  return (element?.textContent ?? '').replace(/\s+/g, ' ').trim();
}
