import { DirectionProvider } from '@base-ui/react/direction-provider';
import { i18n } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { createQueryClient } from '../api/query-client.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { createConsoleRouter } from './router.tsx';
import { SignedIn } from './signed-in.tsx';

const client = createQueryClient();
const router = createConsoleRouter();

/** Begins to load the code of the screen that the address names, while the API says who is signed in. */
export function loadScreen(): void {
  void router.load();
}

/** The parameters of a screen may hold a name or a number. The screen itself stays, for who signs in again. */
function forgetSearch(): void {
  const { history } = router;
  history.replace(history.location.pathname);
  // While no screen is shown, the router does not follow the address.
  void router.load();
}

/** The whole page: who is not signed in sees the sign-in alone. */
export function Console() {
  return (
    <I18nProvider i18n={i18n}>
      <Direction>
        <QueryClientProvider client={client}>
          <ToastProvider>
            <SignedIn onSignedOut={forgetSearch}>
              <RouterProvider router={router} />
            </SignedIn>
          </ToastProvider>
        </QueryClientProvider>
      </Direction>
    </I18nProvider>
  );
}

function Direction({ children }: { readonly children: ReactNode }) {
  const { i18n: texts } = useLingui();
  const direction = texts.locale === 'ar' ? 'rtl' : 'ltr';
  return <DirectionProvider direction={direction}>{children}</DirectionProvider>;
}
