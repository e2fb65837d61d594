import type { ApiEvent } from '@grabber/contracts/api/event';
import { createWorkspace } from '@grabber/database/workspaces/workspaces';
import {
  engineContact,
  engineGroup,
  engineParticipant,
} from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyRetention } from '../../src/use-cases/contacts/apply-retention.ts';
import { follow } from '../support/event-reader.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const LEAVER = '628120000001';
const ADDRESS = `${LEAVER}@s.whatsapp.net`;
const nameOf = (n: number) => (n < 3 ? 'Wati' : n < 57 ? 'Budi' : 'Sari');
const PEOPLE = Array.from({ length: 60 }, (_, n) =>
  engineContact({ phone: `${628120000001 + n}`, name: nameOf(n) }),
);
const account = {
  contacts: PEOPLE,
  groups: [engineGroup({ participants: [engineParticipant({ phone: '628129999999' })] })],
};

let api: TestApi;
let beside: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  beside = await startTestApi({ beside: api });
});
afterAll(async () => {
  await beside?.stop();
  await api?.stop();
});

let id: string;
let reader: Awaited<ReturnType<typeof follow>>;
beforeEach(async () => {
  id = await connectedSession(api, account);
  await grab();
  reader = await follow(beside);
  await reader.until((events) => events[0]?.type === 'snapshot');
  return () => reader.leave();
});

const grab = () => request(api, `/api/sessions/${id}/grab-all`);
const send = async (method: string, path: string, body?: unknown) => {
  const answer = await request(api, path, { method, ...(body !== undefined && { body }) });
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer;
};
const toldOf = (session: string, events: readonly ApiEvent[] = reader.events) =>
  events.filter((event) => event.type === 'contacts' && event.session_id === session);
const ofSession = (path: string) => `/api/sessions/${id}${path}`;

/** Later than an event that was held back until others had been sent. */
async function settled(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return toldOf(id).length;
}

describe('another replica tells that stored contacts changed', () => {
  const changes: Record<string, () => Promise<unknown>> = {
    'a tag, a note': () =>
      send('PATCH', ofSession(`/contacts/${ADDRESS}`), { tags: ['penting'], note: 'Teman' }),
    'tags by filter': () => send('POST', ofSession('/contacts/tags'), { add: ['baru'] }),
    'one deletion': () => send('DELETE', ofSession(`/contacts/${ADDRESS}`)),
    'a deletion by filter': () =>
      send('POST', ofSession('/contacts/deletions?search=Wati'), { expected: 3 }),
    'a deletion over all sessions': () =>
      send('POST', '/api/contacts/deletions?search=Wati', { expected: 3 }),
    'the deletion of the address book': () => send('DELETE', ofSession('/contacts')),
    'an erasure': () => send('POST', '/api/erasures', { person: LEAVER, exclude: false }),
    'an erasure of a member of groups alone': () =>
      send('POST', '/api/erasures', { person: '628129999999', exclude: false }),
    'an exclusion by filter': () =>
      send('POST', ofSession('/contacts/exclusions?search=Sari'), { expected: 3 }),
  };
  it.each(Object.keys(changes))('by %s, and says no more than that', async (name) => {
    await changes[name]?.();
    await reader.until(() => toldOf(id).length > 0);
    expect(toldOf(id)[0]).toEqual({ type: 'contacts', session_id: id });
  });

  it('by retention', async () => {
    api.engine.setAccount(id, { ...account, contacts: PEOPLE.slice(1) });
    await grab();
    await grab();
    const now = async () => new Date(Date.now() + 90 * 86_400_000);
    const retention = { contactDays: 30, grabDays: null };
    await applyRetention({ ...api.context, now }, retention, new AbortController().signal);
    await reader.until(() => toldOf(id).length > 0);
  });

  it('by the undo of an exclusion, of every session of the workspace', async () => {
    const other = await createSession(api);
    await send('POST', '/api/erasures', { person: '628127777777' });
    await reader.until(() => toldOf(id).length > 0 && toldOf(other).length > 0);
    await settled();
    const before = toldOf(other).length;
    const { body } = await request(api, '/api/exclusions');
    await send('DELETE', `/api/exclusions/${body.data.exclusions.at(-1).exclusion_id}`);
    await reader.until(() => toldOf(other).length > before);
  });
});

it('a grab, an unchanged tag and a refused change tell nothing of the kind', async () => {
  await send('PATCH', ofSession(`/contacts/${ADDRESS}`), { tags: ['lama'] });
  await reader.until(() => toldOf(id).length === 1);
  await settled();
  await grab();
  await send('PATCH', ofSession(`/contacts/${ADDRESS}`), { tags: ['lama'] });
  const path = ofSession('/contacts/deletions?search=Wati');
  expect((await request(api, path, { method: 'POST', body: { expected: 1 } })).status).toBe(409);
  expect(await settled()).toBe(1);
});

it('many changes in a row tell it at once and then once a second, the last one included', async () => {
  const begun = performance.now();
  for (let n = 0; n < 50; n += 1)
    await send('DELETE', ofSession(`/contacts/${628120000001 + n}@s.whatsapp.net`));
  await reader.until(() => toldOf(id).length >= 2);
  const count = await settled();
  const tookMs = reader.lastCameAt() - begun;
  expect(count).toBeLessThanOrEqual(Math.floor(tookMs / 1_000) + 1);
});

it('only followers who may see the session are told', async () => {
  const other = await connectedSession(api, account);
  await createWorkspace(api.db, { name: 'sebelah', now: new Date() });
  const keyFor = async (wish: { workspace?: string; sessions?: string[] }) =>
    (await send('POST', '/api/keys', { name: 'a key', scopes: ['read'], ...wish })).body.data.key;
  const neighbour = await follow(beside, '/api/events', await keyFor({ workspace: 'sebelah' }));
  const limited = await follow(beside, '/api/events', await keyFor({ sessions: [other] }));
  const own = await follow(beside, ofSession('/events'));
  for (const { until } of [neighbour, limited, own]) {
    await until((events) => events[0]?.type === 'snapshot');
  }
  await send('DELETE', ofSession('/contacts'));
  await own.until((events) => toldOf(id, events).length > 0);
  await send('DELETE', `/api/sessions/${other}/contacts`);
  await limited.until((events) => toldOf(other, events).length > 0);
  expect(toldOf(id, limited.events)).toEqual([]);
  expect(toldOf(other, own.events)).toEqual([]);
  expect(neighbour.ofType('contacts')).toEqual([]);
  for (const { leave } of [neighbour, limited, own]) await leave();
});

it('what may have been missed while the notifications were lost is told as changed', async () => {
  await settled();
  await api.db.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name LIKE '% listener' AND datname = current_database()`,
  );
  await vi.waitFor(() => expect(toldOf(id).length).toBeGreaterThan(0), 10_000);
});
