import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import {
  applyRetention,
  type Retention,
  TOMBSTONE_DAYS,
} from '../../src/use-cases/contacts/apply-retention.ts';
import { connectedSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const DAY_MS = 86_400_000;
const RETENTION: Retention = { contactDays: 30, grabDays: null };
const { signal } = new AbortController();

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const inDays = (days: number) => async () => new Date(Date.now() + days * DAY_MS);
const purgeIn = (days: number, retention: Retention = RETENTION) =>
  applyRetention({ ...api.context, now: inDays(days) }, retention, signal);

/** Two contacts of which the account has one no more, as two complete listings say. */
async function sessionWithInactive(): Promise<string> {
  const [stays, goes] = ['628120000001', '628120000002'].map((phone) => engineContact({ phone }));
  const id = await connectedSession(api, { contacts: [stays!, goes!] });
  await request(api, `/api/sessions/${id}/grab-contacts`);
  api.engine.setAccount(id, { contacts: [stays!] });
  await request(api, `/api/sessions/${id}/grab-contacts`);
  await request(api, `/api/sessions/${id}/grab-contacts`);
  return id;
}

async function statuses(id: string): Promise<string[]> {
  const { body } = await request(api, `/api/sessions/${id}/contacts`);
  return body.data.contacts.map((row: { status: string }) => row.status);
}

/** Newest first. */
async function grabIds(id: string): Promise<string[]> {
  const { body } = await request(api, `/api/sessions/${id}/grabs`);
  return body.data.grabs.map(({ grab_id }: { grab_id: string }) => grab_id);
}

const changes = (id: string, since = '') =>
  request(api, `/api/sessions/${id}/contacts/changes?${new URLSearchParams(since && { since })}`);
const currentCursor = async (id: string): Promise<string> =>
  (await changes(id)).body.data.next_cursor;

it('what has been inactive for longer than the retention is purged, and its removal can be read', async () => {
  const id = await sessionWithInactive();
  const since = await currentCursor(id);
  await purgeIn(29);
  expect(await statuses(id)).toEqual(['active', 'inactive']);
  await purgeIn(31);
  expect(await statuses(id)).toEqual(['active']);
  expect((await changes(id, since)).body.data.changes).toMatchObject([{ reason: 'purged' }]);
  const logged = api.logs.filter(({ msg }) => msg === 'Inactive contacts purged');
  expect(logged).toMatchObject([{ contacts: 1, memberships: 0, skipped_sessions: 0 }]);
});

it('of an account that no complete grab has read since, nothing is purged', async () => {
  const [stays, goes] = ['628120000001', '628120000002'].map((phone) => engineContact({ phone }));
  const id = await connectedSession(api, { contacts: [stays!, goes!] });
  await request(api, `/api/sessions/${id}/grab-contacts`);
  api.engine.setAccount(id, { contacts: [stays!] });
  await request(api, `/api/sessions/${id}/grab-contacts`);
  await purgeIn(10_000);
  expect(await statuses(id)).toEqual(['active', 'inactive']);
  await request(api, `/api/sessions/${id}/grab-contacts`);
  await purgeIn(10_000);
  expect(await statuses(id)).toEqual(['active']);
});

it('without a retention nothing is ever purged', async () => {
  const id = await sessionWithInactive();
  await purgeIn(10_000, { contactDays: null, grabDays: null });
  expect(await statuses(id)).toEqual(['active', 'inactive']);
  expect(await grabIds(id)).toHaveLength(3);
});

it('a removal is forgotten after its time, and a cursor from before it is refused', async () => {
  const id = await sessionWithInactive();
  const since = await currentCursor(id);
  await purgeIn(31);
  await purgeIn(TOMBSTONE_DAYS - 1);
  expect((await changes(id, since)).body.data.changes).toHaveLength(1);
  await purgeIn(TOMBSTONE_DAYS + 1);
  expect((await changes(id, since)).body.code).toBe('CHANGE_CURSOR_EXPIRED');
});

it('old and new values are kept for 30 days, and the newest of a contact outlive its older ones', async () => {
  const contact = (name: string) =>
    engineContact({ phone: '628120000003', name, address_book_name: name });
  const id = await connectedSession(api, { contacts: [contact('Satu')] });
  const grab = async (name: string) => {
    api.engine.setAccount(id, { contacts: [contact(name)] });
    await request(api, `/api/sessions/${id}/grab-contacts`);
  };
  const setting = { method: 'PATCH', body: { keeps_change_values: true } };
  await request(api, '/api/workspace-settings', setting);
  await grab('Satu');
  const since = await currentCursor(id);
  await grab('Dua');
  // The change was seen three days earlier than the next one.
  await api.db.pool.query(`UPDATE change_values SET seen_at = seen_at - interval '3 days'`);
  await grab('Tiga');
  const values = async () => (await changes(id, since)).body.data.changes[0].values;
  await purgeIn(26);
  expect(await values()).toMatchObject({ name: { old: 'Satu', new: 'Tiga' } });
  await purgeIn(28);
  expect(await values()).toMatchObject({ name: { old: 'Dua', new: 'Tiga' } });
  await purgeIn(31);
  expect(await values()).toBeUndefined();
  const { rows } = await api.db.pool.query('SELECT FROM change_values');
  expect(rows).toEqual([]);
  // The change itself can still be read.
  expect((await changes(id, since)).body.data.changes).toMatchObject([{ change: 'changed' }]);
});

it('a run with every retention of a server fails at none', async () => {
  const all = { contactDays: 365, grabDays: 90, auditDays: 365, webhookDays: 7 };
  await purgeIn(0, { ...all, webhookEvents: 1_000 });
});

it('the records of old grabs are deleted, but the last one', async () => {
  const id = await sessionWithInactive();
  const [last, ...others] = await grabIds(id);
  const retention = { contactDays: null, grabDays: 90 };
  await purgeIn(89, retention);
  expect(await grabIds(id)).toEqual([last, ...others]);
  await purgeIn(91, retention);
  expect(await grabIds(id)).toEqual([last]);
  expect(api.logs.filter(({ msg }) => msg === 'Old grabs deleted')).toHaveLength(1);
});

it('a session of which nothing can be deleted is logged, fails the run, and holds up no other work', async () => {
  const [broken, whole] = [await sessionWithInactive(), await sessionWithInactive()];
  await request(api, `/api/sessions/${whole}/contacts`, { method: 'DELETE' });
  const since = await currentCursor(whole);
  await request(api, `/api/sessions/${whole}/grab-contacts`);
  await request(api, `/api/sessions/${whole}/contacts`, { method: 'DELETE' });
  await api.db.pool.query(
    `ALTER TABLE contact_tombstones ADD CONSTRAINT refused
     CHECK (session_id <> '${broken}') NOT VALID`,
  );
  const failed = purgeIn(TOMBSTONE_DAYS + 1, { contactDays: 30, grabDays: 30 });
  await expect(failed).rejects.toThrow('Retention failed 1 time');
  expect((await changes(whole, since)).body.code).toBe('CHANGE_CURSOR_EXPIRED');
  expect(await grabIds(broken)).toHaveLength(1);
  const logged = api.logs.filter((line) => line.session_id === broken && line.code === '23514');
  expect(logged).toMatchObject([{ msg: 'Retention failed for a session' }]);
  await api.db.pool.query('ALTER TABLE contact_tombstones DROP CONSTRAINT refused');
  await purgeIn(TOMBSTONE_DAYS + 1);
  expect(await statuses(broken)).toEqual(['active']);
});

it('a server with a retention purges by itself, and once however many there are', async () => {
  const id = await sessionWithInactive();
  await api.db.pool.query(
    "UPDATE contacts SET written_at = now() - interval '31 days' WHERE session_id = $1",
    [id],
  );
  const options = { beside: api, works: true, retention: RETENTION };
  const replicas = await Promise.all([startTestApi(options), startTestApi(options)]);
  await vi.waitFor(async () => expect(await statuses(id)).toEqual(['active']), 20_000);
  await Promise.all(replicas.map((replica) => replica.stop()));
  const { rows } = await api.db.pool.query<{ count: number }>(
    'SELECT count(*) AS count FROM contact_tombstones WHERE session_id = $1',
    [id],
  );
  expect(rows[0]?.count).toBe(1);
});
