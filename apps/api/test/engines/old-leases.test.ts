import { acquireLease } from '@grabber/database/placements/acquire-lease';
import { findPlacement } from '@grabber/database/placements/placement-row';
import { engineContact } from '@grabber/engine-client/testing/engine-factories';
import type { FakeEngine } from '@grabber/engine-client/testing/fake-engine';
import { expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { linked, notice, pass, round, severalForEach, start } from '../support/several-engines.ts';

const several = severalForEach();

const contactsOf = async (id: string) =>
  (await request(several.api, `/api/sessions/${id}/contacts`)).body.data.contacts;

it('stores nothing of a grab that was read under an older lease', async () => {
  const { api } = several;
  const { id, home, other } = await linked(several);
  home.setAccount(id, { contacts: [engineContact()] });
  const gate = home.pauseReads('contacts');
  const grabbing = request(api, `/api/sessions/${id}/grab-contacts`);
  await gate.reached;

  // Another process takes the session over, as after a pause of this one.
  await pass(api, id, 71);
  const hold = null;
  const engines = [{ id: other.engineId(), draining: false, free_browsers: 1, hold }];
  const rules = { lease_seconds: 60, margin_seconds: 10, restore_older: true };
  await api.db.pool.query(
    'UPDATE session_placements SET bundle_generation = 3 WHERE session_id = $1',
    [id],
  );
  const taken = await acquireLease(api.db, { session_id: id, engines, ...rules });
  expect(taken).toMatchObject({ kind: 'taken', lease: { generation: 2 } });

  gate.open();
  const { status, body, headers } = await grabbing;
  expect([status, body.code]).toEqual([503, 'SESSION_MOVING']);
  expect(headers.get('retry-after')).not.toBeNull();
  expect(await contactsOf(id)).toEqual([]);
  const { rows } = await api.db.pool.query('SELECT state, error FROM grabs');
  expect(rows).toEqual([
    { state: 'failed', error: expect.objectContaining({ code: 'SESSION_MOVING' }) },
  ]);
});

it('stores a grab under the lease that it was read under, and sends the engine its generation', async () => {
  const { api } = several;
  const { id, home } = await linked(several);
  home.setAccount(id, { contacts: [engineContact()] });
  const { status, body } = await request(api, `/api/sessions/${id}/grab-contacts`);
  expect([status, body.success]).toEqual([200, true]);
  expect(await contactsOf(id)).toHaveLength(1);
  expect(home.calls.find(({ route }) => route === 'readContacts')).toMatchObject({ generation: 1 });
});

it('is refused what it asks under a lease that the engine has no more', async () => {
  const { api, replica } = several;
  const { id, home } = await linked(several);
  home.setAccount(id, { contacts: [engineContact()] });
  // The engine has not been told in time.
  home.endLease(id);
  const read = api.context.engine.read({
    ...{ sessionId: id, kind: 'contacts', generation: 1, deadlineMs: 10_000 },
  });
  await expect(read.next()).rejects.toMatchObject({ code: 'SESSION_MOVING' });

  // Another API starts it again, under a new lease.
  await notice(replica);
  await pass(api, id, 61);
  expect((await start(replica, id)).status).toBe(200);
  expect(home.leaseOf(id)).toMatchObject({ generation: 2 });
  home.setSession(id, { status: 'connected', phone_number: '6281234567890' });
  const old = api.context.engine.read({
    ...{ sessionId: id, kind: 'contacts', generation: 1, deadlineMs: 10_000 },
  });
  await expect(old.next()).rejects.toMatchObject({ code: 'SESSION_MOVING' });
  expect((await request(api, `/api/sessions/${id}/grab-contacts`)).status).toBe(200);
});

it.each([
  ['whose engine is another process now', (home: FakeEngine) => home.restart()],
  ['whose lease ended by the time of its engine', (home: FakeEngine) => home.advanceClock(60_000)],
])('starts a session again %s', async (_, end) => {
  const { api } = several;
  const { id, home } = await linked(several);
  end(home);
  await pass(api, id, 20);
  await round(api);
  await expect.poll(() => home.leaseOf(id), { timeout: 30_000 }).toMatchObject({ generation: 2 });
  expect(await findPlacement(api.db, id)).toMatchObject({ wants_browser: true, is_leased: true });
});
