import { expect, test } from 'vitest';
import { accountAt, missingAt, placesOf, searchWith, shownAt } from '../../src/app/places.ts';
import { accessTabs } from '../../src/rooms/access/access-tabs.ts';

type Rights = Parameters<typeof placesOf>[0];
const keyWith = (...scopes: Rights['scopes']): Rights => ({ scopes, session_ids: null });

test('refuses the screens whose calls the key may not make', () => {
  const reader = keyWith('read');
  expect(shownAt(reader, '/webhooks')).toBe('forbidden');
  expect(shownAt(reader, '/schedules')).toBe('forbidden');
  expect(shownAt(reader, '/access')).toBe('screen');
  expect(shownAt(keyWith('read', 'manage'), '/webhooks')).toBe('screen');
  expect(shownAt(reader, '/no-such-screen')).toBe('screen');
  expect(missingAt(reader, '/schedules')).toEqual(['grab']);
  expect(missingAt(keyWith('grab'), '/schedules')).toEqual(['read']);
});

test('offers the keys and the settings to whom one of their tabs belongs', () => {
  const offers = (me: Rights) => placesOf(me).some(({ to }) => to === '/access');
  expect(offers(keyWith('read', 'manage'))).toBe(true);
  expect(offers(keyWith('admin'))).toBe(true);
  expect(offers(keyWith('grab'))).toBe(false);
  expect(accessTabs(keyWith('read'))).toEqual(['people']);
  expect(accessTabs(keyWith('read', 'manage'))).toEqual(['people', 'settings']);
  expect(accessTabs({ scopes: ['read'], session_ids: [] })).toEqual([]);
});

test('begins at the first screen that the key may see', () => {
  expect(shownAt(keyWith('read'), '/')).toBe('screen');
  expect(shownAt(keyWith('manage'), '/')).toBe('/webhooks');
  expect(shownAt(keyWith('admin'), '/')).toBe('/access');
});

test('a key that may only grab can start grabs, and begins there', () => {
  const grabber = keyWith('grab');
  expect(placesOf(grabber).map(({ to }) => to)).toEqual(['/start']);
  expect(shownAt(grabber, '/')).toBe('/start');
  expect(shownAt(grabber, '/contacts')).toBe('forbidden');
  expect(shownAt(keyWith('read', 'grab'), '/start')).toBe('forbidden');
});

test('the menu keeps the account from room to room', () => {
  const search = (from: string, to: Parameters<typeof searchWith>[0], said: object) =>
    searchWith(to, accountAt(from, { ...said }));
  expect(search('/contacts', '/groups', { account: 'b', q: 'x' })).toEqual({ account: 'b' });
  expect(search('/groups', '/changes', { account: 'b', group: 'g' })).toEqual({ account: 'b' });
  expect(search('/groups', '/grabs', { account: 'b' })).toEqual({ session: 'b' });
  expect(search('/schedules', '/contacts', { session: 'b' })).toEqual({ account: 'b' });
  expect(search('/contacts', '/contacts', { account: 'b', q: 'x' })).toEqual({ account: 'b' });
});

test('the menu takes no account to rooms of all, nor one that no address says', () => {
  expect(searchWith('/webhooks', 'b')).toEqual({});
  expect(searchWith('/contacts', accountAt('/changes', { account: 'all' }))).toEqual({});
  expect(searchWith('/groups', accountAt('/contacts', { q: 'x' }))).toEqual({});
  // The audit's filter is no choice of an account for the other rooms.
  expect(searchWith('/groups', accountAt('/access', { session: 'b' }))).toEqual({});
});
