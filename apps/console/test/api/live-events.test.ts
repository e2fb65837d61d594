import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KEYS } from '../../src/api/keys.ts';
import { followEvents, type LiveEvents } from '../../src/api/live-events.ts';

vi.mock('../../src/api/base-path.ts', () => ({ BASE_PATH: '/' }));

class Source extends EventTarget {
  static last: Source;
  constructor() {
    super();
    Source.last = this;
  }
  close() {}
}

const SESSIONS = { sessions: [{ session_id: 'toko' }, { session_id: 'gudang' }] };
const KEPT = [
  KEYS.contacts('count', 'toko', {}),
  KEYS.contacts('count', 'gudang', {}),
  KEYS.contacts('count', null, {}),
  KEYS.groups('gudang', 'all', {}),
  KEYS.exclusions,
  KEYS.webhooks,
];

let client: QueryClient;
let events: LiveEvents;
beforeEach(() => {
  vi.stubGlobal('EventSource', Source);
  client = new QueryClient();
  client.setQueryData(KEYS.sessions, SESSIONS);
  for (const key of KEPT) client.setQueryData(key, 1);
  events = followEvents(client);
});
afterEach(() => {
  events.close();
  client.clear();
  vi.unstubAllGlobals();
});

function send(event: { readonly type: string }): void {
  Source.last.dispatchEvent(new MessageEvent(event.type, { data: JSON.stringify(event) }));
}

const isStale = (key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;

it('contacts that changed are asked for again, of their session and of all accounts together', () => {
  const contacts = { type: 'contacts', session_id: 'toko' } as const;
  send(contacts);
  expect(KEPT.map(isStale)).toEqual([true, false, true, false, true, false]);
});
