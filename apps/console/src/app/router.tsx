import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { BASE_PATH } from '../api/base-path.ts';
import { readAccessSearch } from '../rooms/access/access-search.ts';
import { readAccountsSearch } from '../rooms/accounts/accounts-search.ts';
import { readChangesSearch } from '../rooms/changes/changes-search.ts';
import { readContactsSearch } from '../rooms/contacts/contacts-search.ts';
import { readGrabsSearch } from '../rooms/grabs/grabs-search.ts';
import { readGroupsSearch } from '../rooms/groups/groups-search.ts';
import { readHealthSearch } from '../rooms/health/health-search.ts';
import { readSchedulesSearch } from '../rooms/schedules/schedules-search.ts';
import { readWebhooksSearch } from '../rooms/webhooks/webhooks-search.ts';
import { CrashScreen, NotFoundScreen } from './failed-screens.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundScreen,
  errorComponent: CrashScreen,
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readAccountsSearch,
  component: lazyRouteComponent(
    () => import('../rooms/accounts/accounts-screen.tsx'),
    'AccountsScreen',
  ),
});

const contacts = createRoute({
  getParentRoute: () => root,
  path: '/contacts',
  validateSearch: readContactsSearch,
  component: lazyRouteComponent(
    () => import('../rooms/contacts/contacts-screen.tsx'),
    'ContactsScreen',
  ),
});

const groups = createRoute({
  getParentRoute: () => root,
  path: '/groups',
  validateSearch: readGroupsSearch,
  component: lazyRouteComponent(() => import('../rooms/groups/groups-screen.tsx'), 'GroupsScreen'),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: '/changes',
  validateSearch: readChangesSearch,
  component: lazyRouteComponent(
    () => import('../rooms/changes/changes-screen.tsx'),
    'ChangesScreen',
  ),
});

const grabs = createRoute({
  getParentRoute: () => root,
  path: '/grabs',
  validateSearch: readGrabsSearch,
  component: lazyRouteComponent(() => import('../rooms/grabs/grabs-screen.tsx'), 'GrabsScreen'),
});

const schedules = createRoute({
  getParentRoute: () => root,
  path: '/schedules',
  validateSearch: readSchedulesSearch,
  component: lazyRouteComponent(
    () => import('../rooms/schedules/schedules-screen.tsx'),
    'SchedulesScreen',
  ),
});

const webhooks = createRoute({
  getParentRoute: () => root,
  path: '/webhooks',
  validateSearch: readWebhooksSearch,
  component: lazyRouteComponent(
    () => import('../rooms/webhooks/webhooks-screen.tsx'),
    'WebhooksScreen',
  ),
});

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  validateSearch: readAccessSearch,
  component: lazyRouteComponent(() => import('../rooms/access/access-screen.tsx'), 'AccessScreen'),
});

const health = createRoute({
  getParentRoute: () => root,
  // `/health` itself is the API's.
  path: '/system',
  validateSearch: readHealthSearch,
  component: lazyRouteComponent(() => import('../rooms/health/health-screen.tsx'), 'HealthScreen'),
});

const routes = root.addChildren([
  accounts,
  contacts,
  groups,
  changes,
  grabs,
  schedules,
  webhooks,
  access,
  health,
]);

/** Each view is an address: what is chosen on a screen is in its search parameters. */
export function createConsoleRouter() {
  return createRouter({
    routeTree: routes,
    basepath: BASE_PATH,
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
