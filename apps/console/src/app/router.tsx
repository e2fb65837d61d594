import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router';
import { ROUTER_BASE } from '../api/base-path.ts';
import { onlyKnown } from '../api/search-values.ts';
import { readAccessSearch } from '../rooms/access/access-search.ts';
import { readAccountsSearch } from '../rooms/accounts/accounts-search.ts';
import { readChangesSearch } from '../rooms/changes/changes-search.ts';
import { readContactsSearch } from '../rooms/contacts/contacts-search.ts';
import { readGrabsSearch } from '../rooms/grabs/grabs-search.ts';
import { readGroupsSearch } from '../rooms/groups/groups-search.ts';
import { readHealthSearch } from '../rooms/health/health-search.ts';
import { readSchedulesSearch } from '../rooms/schedules/schedules-search.ts';
import { readWebhooksSearch } from '../rooms/webhooks/webhooks-search.ts';
import { loadTexts } from '../text/language.ts';
import { CrashScreen, NotFoundScreen } from './failed-screens.tsx';
import { SCREEN_TEXTS, type ScreenName } from './screen-texts.ts';
import { Shell } from './shell.tsx';

/** A screen, which is loaded with its texts when it is opened. */
function screen<M extends Record<string, unknown>, Name extends keyof M & string>(
  room: ScreenName,
  load: () => Promise<M>,
  name: Name,
) {
  return lazyRouteComponent(async () => {
    const texts = SCREEN_TEXTS[room].map(loadTexts);
    const [module] = await Promise.all([load(), ...texts]);
    return module;
  }, name);
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundScreen,
  errorComponent: CrashScreen,
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: onlyKnown(readAccountsSearch),
  component: screen(
    'accounts',
    () => import('../rooms/accounts/accounts-screen.tsx'),
    'AccountsScreen',
  ),
});

const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  validateSearch: onlyKnown(readContactsSearch),
  component: screen(
    'contacts',
    () => import('../rooms/contacts/contacts-screen.tsx'),
    'ContactsScreen',
  ),
});

const groups = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  validateSearch: onlyKnown(readGroupsSearch),
  component: screen('groups', () => import('../rooms/groups/groups-screen.tsx'), 'GroupsScreen'),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: '/changes',
  validateSearch: onlyKnown(readChangesSearch),
  component: screen(
    'changes',
    () => import('../rooms/changes/changes-screen.tsx'),
    'ChangesScreen',
  ),
});

const grabs = createRoute({
  getParentRoute: () => root,
  path: '/grabs',
  validateSearch: onlyKnown(readGrabsSearch),
  component: screen('grabs', () => import('../rooms/grabs/grabs-screen.tsx'), 'GrabsScreen'),
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  validateSearch: onlyKnown(() => ({})),
  component: screen('start', () => import('../rooms/start/start-screen.tsx'), 'StartScreen'),
});

const schedules = createRoute({
  getParentRoute: () => root,
  path: '/schedules',
  validateSearch: onlyKnown(readSchedulesSearch),
  component: screen(
    'schedules',
    () => import('../rooms/schedules/schedules-screen.tsx'),
    'SchedulesScreen',
  ),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  validateSearch: onlyKnown(readWebhooksSearch),
  component: screen(
    'webhooks',
    () => import('../rooms/webhooks/webhooks-screen.tsx'),
    'WebhooksScreen',
  ),
});

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  validateSearch: onlyKnown(readAccessSearch),
  component: screen('access', () => import('../rooms/access/access-screen.tsx'), 'AccessScreen'),
});

const health = createRoute({
  getParentRoute: () => root,
  // `/health` itself is the API's.
  path: '/system',
  validateSearch: onlyKnown(readHealthSearch),
  component: screen('health', () => import('../rooms/health/health-screen.tsx'), 'HealthScreen'),
});

const routes = root.addChildren([
  accounts,
  contacts,
  groups,
  changes,
  grabs,
  start,
  schedules,
  webhooks,
  access,
  health,
]);

/** Each view is an address: what is chosen on a screen is in its search parameters. */
export function createConsoleRouter(history?: RouterHistory) {
  return createRouter({
    routeTree: routes,
    ...(history && { history }),
    basepath: ROUTER_BASE,
    defaultPreload: 'intent',
    // In the place of the screen: the menu stays.
    defaultErrorComponent: CrashScreen,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
