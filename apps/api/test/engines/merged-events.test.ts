import { expect, it, vi } from 'vitest';
import { follow } from '../support/event-reader.ts';
import { request } from '../support/request.ts';
import {
  asleep,
  linked,
  notice,
  PATIENCE,
  pass,
  placed,
  severalForEach,
  start,
} from '../support/several-engines.ts';

const several = severalForEach({ leases: { leaseSeconds: 30, marginSeconds: 10 } });

/** The last status that was sent of a session. */
const lastOf = (stream: Awaited<ReturnType<typeof follow>>, id: string) =>
  stream
    .ofType('session')
    .map(({ session }) => ({ ...session, stale: session.stale ?? false }))
    .findLast(({ session_id }) => session_id === id);

/** A session on each engine, and who follows both. */
async function onBoth() {
  const { api, engines } = several;
  engines[0].setBrowserLimit(900);
  await notice(api);
  const kept = await linked(several, 'kept');
  engines[0].setBrowserLimit(2_000);
  await notice(api);
  const lost = await linked(several, 'lost');
  expect([kept.home, lost.home]).toEqual([engines[1], engines[0]]);
  const stream = await follow(api);
  await vi.waitFor(async () => {
    const known = await request(api, '/api/sessions');
    expect(known.body.data.sessions).toMatchObject([
      { status: 'connected' },
      { status: 'connected' },
    ]);
  }, PATIENCE);
  return { kept, lost, stream };
}

it('shows the sessions of all engines, and of those that are left when one is lost', async () => {
  const { kept, lost, stream } = await onBoth();
  await lost.home.goDown();
  await vi.waitFor(
    () =>
      expect(lastOf(stream, lost.id)).toMatchObject({
        status: 'disconnected',
        last_error: { code: 'SESSION_WAITS_FOR_ENGINE' },
      }),
    PATIENCE,
  );
  // The other one goes on: nothing of it is stale.
  kept.home.setSession(kept.id, { push_name: 'Nama', status: 'disconnected' });
  await vi.waitFor(
    () => expect(lastOf(stream, kept.id)).toMatchObject({ status: 'disconnected', stale: false }),
    PATIENCE,
  );

  await lost.home.comeUp();
  await vi.waitFor(
    () => expect(lastOf(stream, lost.id)).toMatchObject({ status: 'connected' }),
    PATIENCE,
  );
  await stream.leave();
}, 90_000);

it('shows within seconds that an engine does not answer, and that it does again', async () => {
  const { api } = several;
  const { kept, lost, stream } = await onBoth();
  // As an engine that is paused: its connections stay open.
  lost.home.setFault('identity', { kind: 'hang' });
  lost.home.setFault('getSession', { kind: 'hang' });
  const statusOf = async (id: string) =>
    (await request(api, `/api/sessions/${id}/status`)).body.data;
  const away = { status: 'disconnected', last_error: { code: 'SESSION_WAITS_FOR_ENGINE' } };
  await vi.waitFor(async () => {
    expect(lastOf(stream, lost.id)).toMatchObject(away);
    expect(await statusOf(lost.id)).toMatchObject({ ...away, stale: true });
  }, PATIENCE);
  expect(await statusOf(kept.id)).toMatchObject({ status: 'connected' });

  lost.home.clearFaults();
  await vi.waitFor(async () => {
    expect(lastOf(stream, lost.id)).toMatchObject({ status: 'connected', last_error: null });
    expect(await statusOf(lost.id)).toMatchObject({ status: 'connected' });
  }, PATIENCE);
  await stream.leave();
}, 90_000);

it('follows a session to its new engine, and does not listen to the old one any more', async () => {
  const { api, replica } = several;
  const { id, home, other } = await asleep(several);
  const stream = await follow(api);
  home.setDraining(true);
  await notice(replica);
  await pass(api, id, 71);
  expect((await start(replica, id)).status).toBe(200);
  other.setSession(id, { status: 'connected', phone_number: '6281234567890' });
  await vi.waitFor(
    () => expect(lastOf(stream, id)).toMatchObject({ status: 'connected', asleep: false }),
    PATIENCE,
  );
  home.setSession(id, { status: 'failed' });
  other.setSession(id, { status: 'disconnected' });
  await vi.waitFor(
    () => expect(lastOf(stream, id)).toMatchObject({ status: 'disconnected' }),
    PATIENCE,
  );
  const statuses = stream.ofType('session').map(({ session }) => session.status);
  expect(statuses).not.toContain('failed');
  await stream.leave();
}, 90_000);

it('calls statuses stale only when no engine can be followed', async () => {
  const { api, engines } = several;
  const { id } = await placed(several);
  await vi.waitFor(
    async () => expect((await request(api, `/api/sessions/${id}/status`)).status).toBe(200),
    PATIENCE,
  );
  const stream = await follow(api);
  await Promise.all(engines.map((engine) => engine.goDown()));
  await vi.waitFor(() => expect(lastOf(stream, id)).toMatchObject({ stale: true }), PATIENCE);
  await Promise.all(engines.map((engine) => engine.comeUp()));
  await vi.waitFor(
    () => expect(lastOf(stream, id)).toMatchObject({ status: 'connecting', stale: false }),
    PATIENCE,
  );
  await stream.leave();
}, 90_000);
