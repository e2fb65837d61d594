import type { Me, Scope } from '../api/me.ts';
import { type RawSearch, textOf } from '../api/search-values.ts';
import { accessTabs } from '../rooms/access/access-tabs.ts';
import { ALL } from '../rooms/changes/changes-search.ts';
import type { MessageId } from '../text/messages/id.ts';
import type { IconName } from '../ui/icon.tsx';

type Rights = Pick<Me, 'scopes' | 'session_ids'>;

type Place = {
  readonly to:
    | '/'
    | `/${'contacts' | 'groups' | 'changes' | 'grabs' | 'start' | 'schedules' | 'webhooks' | 'access' | 'system'}`;
  readonly icon: IconName;
  readonly title: MessageId;
  /** Without all of them the API refuses what the place shows. */
  readonly needs: readonly Scope[];
  /** With this one there are better places for the same. */
  readonly unless?: Scope;
  /** The parameter of its address that holds the account. Absent: it is not of one account. */
  readonly account?: 'account' | 'session';
};

/** The rooms of the console, in the order of the menu. */
const PLACES: readonly Place[] = [
  { to: '/', icon: 'accounts', title: 'nav.accounts', needs: ['read'] },
  { to: '/contacts', icon: 'contacts', title: 'nav.contacts', needs: ['read'], account: 'account' },
  { to: '/groups', icon: 'groups', title: 'nav.groups', needs: ['read'], account: 'account' },
  { to: '/changes', icon: 'changes', title: 'nav.changes', needs: ['read'], account: 'account' },
  { to: '/grabs', icon: 'grabs', title: 'nav.grabs', needs: ['read'], account: 'session' },
  { to: '/start', icon: 'grabs', title: 'nav.start', needs: ['grab'], unless: 'read' },
  {
    to: '/schedules',
    icon: 'schedules',
    title: 'nav.schedules',
    needs: ['read', 'grab'],
    account: 'session',
  },
  { to: '/webhooks', icon: 'webhooks', title: 'nav.webhooks', needs: ['manage'] },
  // Each of its tabs has needs of its own.
  { to: '/access', icon: 'access', title: 'nav.access', needs: [] },
  { to: '/system', icon: 'health', title: 'nav.health', needs: ['read'] },
];

/** The account that an address of a room names. Undefined: none, or all of them. */
export function accountAt(path: string, search: RawSearch): string | undefined {
  const name = PLACES.find(({ to }) => to === path)?.account;
  const account = name && textOf(search, name);
  return account === ALL ? undefined : account;
}

/** What the menu's link to a room says, so that the account stays the chosen one. */
export function searchWith(to: Place['to'], account: string | undefined): RawSearch {
  const name = PLACES.find((place) => place.to === to)?.account;
  return name && account !== undefined ? { [name]: account } : {};
}

/** The rooms that are offered to who is signed in. */
export function placesOf(me: Rights): readonly Place[] {
  return PLACES.filter(
    ({ to, needs, unless }) =>
      needs.every((scope) => me.scopes.includes(scope)) &&
      !(unless && me.scopes.includes(unless)) &&
      (to !== '/access' || accessTabs(me).length > 0),
  );
}

/** What an address shows: its screen, another one in place of the first, or that the key may not see it. */
export function shownAt(me: Rights, path: string): 'screen' | 'forbidden' | Place['to'] {
  const offered = placesOf(me);
  const isPlace = PLACES.some(({ to }) => to === path);
  if (!isPlace || offered.some(({ to }) => to === path)) return 'screen';
  return (path === '/' && offered[0]?.to) || 'forbidden';
}

/** The scopes that the key lacks for the screen of an address. */
export function missingAt({ scopes }: Rights, path: string): readonly Scope[] {
  const needs = PLACES.find(({ to }) => to === path)?.needs ?? [];
  return needs.filter((scope) => !scopes.includes(scope));
}
