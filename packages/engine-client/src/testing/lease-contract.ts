import type { GivenLease } from '@grabber/contracts/engine/lease';
import { pollUntil } from '@grabber/primitives/retry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeasedEngineClient } from '../engine-client.ts';
import type { ContractContext } from './contract-target.ts';

const ID = 'contract-leased-one';
const LEASE_LOST = { code: 'LEASE_LOST', status: 409 };
const IN_USE = { code: 'PROFILE_IN_USE', status: 409 };
const LONG_MS = 600_000;
const SHORT_MS = 2_000;
const PATIENCE_MS = 60_000;

type Context = ContractContext & { readonly client: () => LeasedEngineClient };

/** Identity, starts under leases, their renewal, their end, and requests under another one. */
export function leaseContract(context: Context): void {
  describe('an engine', () => identityContract(context));
  describe('a session under a lease', () => {
    const { client } = context;
    beforeAll(async () => {
      await client().startSession(ID, { lease: await leaseFor(client(), 5, LONG_MS) });
    });
    afterAll(async () => {
      // The last test has removed it, if all went well.
      await client()
        .stopSession(ID, { logout: true })
        .catch(() => undefined);
    });
    requestContract(context);
    refusalContract(context);
    endContract(context);
    removalContract(context);
  });
}

async function leaseFor(
  client: LeasedEngineClient,
  generation: number,
  ms: number,
): Promise<GivenLease & { readonly until_ms: number }> {
  const { boot_id, now_ms } = await client.identity();
  return { boot_id, generation, until_ms: now_ms + ms };
}

async function holdOf(client: LeasedEngineClient, id: string) {
  const { holds } = await client.identity();
  return holds.find(({ session_id }) => session_id === id);
}

function identityContract({ target, client }: Context): void {
  it('says which one it is, its room, and what it holds without a lease', async () => {
    const first = await client().identity();
    const second = await client().identity();
    expect(second).toMatchObject({ engine_id: first.engine_id, boot_id: first.boot_id });
    expect(second.now_ms).toBeGreaterThanOrEqual(first.now_ms);
    expect(first.draining).toBe(false);
    expect(first.browsers.now).toBeGreaterThanOrEqual(2);
    expect(first.sessions.limit).toBeGreaterThanOrEqual(first.sessions.now);
    const { connectedSessionId, qrSessionId } = target();
    const without = {
      generation: null,
      is_leased: false,
      has_browser: true,
      bundle_is_current: false,
    };
    expect(await holdOf(client(), connectedSessionId)).toMatchObject({
      ...without,
      is_linked: true,
    });
    expect(await holdOf(client(), qrSessionId)).toMatchObject({ ...without, is_linked: false });
  });

  it('takes a thousand renewals at once, and names those that it does not hold', async () => {
    const { boot_id, until_ms } = await leaseFor(client(), 1, LONG_MS);
    const leases = Array.from({ length: 1_000 }, (_, index) => ({
      session_id: `unknown-session-with-a-long-name-${index}`,
      generation: 1_000_000,
      until_ms,
    }));
    expect((await client().renewLeases({ boot_id, leases })).refused).toHaveLength(1_000);
  });

  it('refuses a request under a lease for a session that it runs without one', async () => {
    const call = client().getSession(target().connectedSessionId, { generation: 1 });
    await expect(call).rejects.toMatchObject(LEASE_LOST);
  });
}

function requestContract({ client }: Context): void {
  it('is held under it', async () => {
    const own = { generation: 5, is_leased: true, profile_generation: 5, has_browser: true };
    expect(await holdOf(client(), ID)).toMatchObject(own);
    await expect(client().dropProfile(ID, 5)).rejects.toMatchObject(IN_USE);
  });

  it('is served under it and without one, and not under another', async () => {
    expect(await client().getSession(ID, { generation: 5 })).toMatchObject({ session_id: ID });
    expect(await client().getSession(ID)).toMatchObject({ session_id: ID });
    const others = [
      client().getSession(ID, { generation: 4 }),
      client().stopSession(ID, { generation: 6 }),
      client().sleepSession(ID, { generation: 6 }),
      client().read({ sessionId: ID, kind: 'all', generation: 4, deadlineMs: PATIENCE_MS }).next(),
    ];
    // All at once: one that is refused while another is looked at would count as not caught.
    await Promise.all(others.map((other) => expect(other).rejects.toMatchObject(LEASE_LOST)));
  });
}

function refusalContract({ client }: Context): void {
  it('is not started under an older lease, one that is over, or one of another process', async () => {
    const good = await leaseFor(client(), 6, LONG_MS);
    const wrong = [
      await leaseFor(client(), 4, LONG_MS),
      { ...good, until_ms: 0 },
      { ...good, boot_id: 'another-process' },
    ];
    for (const given of wrong) {
      await expect(client().startSession(ID, { lease: given })).rejects.toMatchObject(LEASE_LOST);
    }
    expect(await holdOf(client(), ID)).toMatchObject({ generation: 5, has_browser: true });
  });

  it('is renewed by those alone who know the lease and the process', async () => {
    const { boot_id, until_ms } = await leaseFor(client(), 5, LONG_MS);
    const of = (session_id: string, generation: number) => ({ session_id, generation, until_ms });
    const leases = [of(ID, 5), of('contract-unknown-session', 5)];
    const here = await client().renewLeases({ boot_id, leases });
    expect(here.refused).toEqual(['contract-unknown-session']);
    expect(await client().renewLeases({ boot_id, leases: [of(ID, 4)] })).toEqual({
      refused: [ID],
    });
    const elsewhere = await client().renewLeases({ boot_id: 'another-process', leases });
    expect(elsewhere.refused).toEqual([ID, 'contract-unknown-session']);
  });
}

function endContract({ client }: Context): void {
  it('has no browser any more when its lease is over', async () => {
    await client().startSession(ID, { lease: await leaseFor(client(), 7, SHORT_MS) });
    expect(await holdOf(client(), ID)).toMatchObject({ generation: 7, has_browser: true });
    const isOver = async () => (await client().getSession(ID)).status === 'disconnected';
    await pollUntil(isOver, { intervalMs: 100, timeoutMs: PATIENCE_MS });
    expect(await client().getSession(ID)).toMatchObject({
      status: 'disconnected',
      last_error: { code: 'LEASE_LOST' },
    });
    await pollUntil(async () => (await holdOf(client(), ID))?.has_browser === false, {
      intervalMs: 100,
      timeoutMs: PATIENCE_MS,
    });
    expect(await holdOf(client(), ID)).toMatchObject({ has_browser: false });
    const late = client().getSession(ID, { generation: 7 });
    await expect(late).rejects.toMatchObject(LEASE_LOST);
    const again = client().startSession(ID, { lease: await leaseFor(client(), 7, LONG_MS) });
    await expect(again).rejects.toMatchObject(LEASE_LOST);
  });
}

function removalContract({ target, client }: Context): void {
  it('is removed without a browser after its lease, by those who know under which it last ran', async () => {
    const { connectedSessionId } = target();
    expect(await holdOf(client(), connectedSessionId)).toMatchObject({ profile_generation: 0 });
    const running = client().dropProfile(connectedSessionId, 0);
    await expect(running).rejects.toMatchObject(IN_USE);
    const stored = client().forgetBundles(ID);
    await expect(stored).rejects.toMatchObject(IN_USE);

    expect(await holdOf(client(), ID)).toMatchObject({ profile_generation: 7, link: null });
    for (const other of [0, 5, 8])
      await expect(client().dropProfile(ID, other)).rejects.toMatchObject(LEASE_LOST);
    await client().dropProfile(ID, 7);
    expect(await holdOf(client(), ID)).toBeUndefined();
    const gone = { code: 'SESSION_NOT_FOUND', status: 404 };
    await expect(client().dropProfile(ID, 7)).rejects.toMatchObject(gone);
    await client().forgetBundles(ID);
  });
}
