import { Navigate, Outlet, useMatches } from '@tanstack/react-router';
import { lazy } from 'react';
import { useLive } from '../signed-in/use-live.ts';
import { nameOf, useMe } from '../signed-in/use-me.ts';
import { useText } from '../text/use-text.ts';
import { IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { LateMenu } from '../ui/late-menu.tsx';
import { ForbiddenScreen } from './failed-screens.tsx';
import { Navigation } from './navigation.tsx';
import { missingAt, shownAt } from './places.ts';
import { useDrawer } from './use-drawer.ts';

const loadMenu = () => import('./account-menu.tsx');
const AccountMenu = lazy(() => loadMenu().then((module) => ({ default: module.AccountMenu })));

/** What stands around each screen. */
export function Shell() {
  const { t } = useText();
  const { isOpen, button, toggle, close } = useDrawer();
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#content"
        className="sr-only bg-raised focus:not-sr-only focus:absolute focus:z-20 focus:p-3"
      >
        {t('app.skip')}
      </a>
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line bg-surface px-3">
        <IconButton
          ref={button}
          label={t('app.menu')}
          aria-expanded={isOpen}
          className="lg:hidden"
          onClick={toggle}
        >
          <Icon name={isOpen ? 'close' : 'menu'} />
        </IconButton>
        <span className="flex min-w-0 flex-1 items-center gap-2.5 font-semibold">
          <img src="./icon.svg" alt="" className="size-7" />
          {/* A name in Latin letters: in Arabic, too, it is cut at its end. */}
          <bdi dir="ltr" className="truncate">
            {t('app.name')}
          </bdi>
        </span>
        <MyMenu />
      </header>
      <LiveBanner />
      <div className="flex min-h-0 flex-1">
        <aside
          className={classNames(
            'w-60 shrink-0 overflow-y-auto border-e border-line bg-surface',
            isOpen ? 'max-lg:absolute max-lg:z-10 max-lg:h-[calc(100dvh-3.5rem)]' : 'max-lg:hidden',
          )}
        >
          <Navigation onChoose={close} />
        </aside>
        {isOpen && (
          <div
            aria-hidden="true"
            className="fixed inset-0 top-14 z-9 bg-black/45 lg:hidden"
            onClick={close}
          />
        )}
        <main
          id="content"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="min-w-0 flex-1 overflow-y-auto -outline-offset-2"
        >
          <Allowed />
        </main>
      </div>
    </div>
  );
}

function MyMenu() {
  const { t } = useText();
  const button = (
    <IconButton label={t('app.account_menu', { name: nameOf(useMe()) })}>
      <Icon name="user" />
    </IconButton>
  );
  return (
    <LateMenu button={button} load={loadMenu}>
      <AccountMenu trigger={button} />
    </LateMenu>
  );
}

/** The screen of the address. What the key may not see is not even asked for. */
function Allowed() {
  const me = useMe();
  const path = useMatches({ select: (matches) => matches.at(-1)?.routeId ?? '' });
  const shown = shownAt(me, path);
  if (shown === 'screen') return <Outlet />;
  if (shown === 'forbidden') return <ForbiddenScreen missing={missingAt(me, path)} />;
  return <Navigate to={shown} replace />;
}

function LiveBanner() {
  const { t } = useText();
  const { isConnected } = useLive();
  return (
    <p role="status" className="bg-warn-soft text-center text-sm text-warn">
      {!isConnected && <span className="block p-1.5">{t('live.lost')}</span>}
    </p>
  );
}
