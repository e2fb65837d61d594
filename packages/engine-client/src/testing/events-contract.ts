import type { EngineEvent } from '@grabber/contracts/engine/event';
import { describe, expect, it, vi } from 'vitest';
import type { EngineClient } from '../engine-client.ts';
import type { ContractContext } from './contract-target.ts';

const PATIENCE_MS = 60_000;
const OWN_SESSION = 'contract-events-session';

type EventsContext = ContractContext & {
  readonly client: () => EngineClient;
  /** Stops the engine for good. */
  readonly stop: () => Promise<void>;
};

/**
 * What a follower of the engine's events gets. Must be the last part of the suite, because it stops
 * the engine.
 */
export function eventsContract(context: EventsContext): void {
  describe('the events', () => {
    sessionEvents(context);
    readEvents(context);

    it('end when the engine stops', async () => {
      const follower = follow(context.client());
      await follower.until((events) => events.length > 0);
      await context.stop();
      await expect(follower.ended).resolves.toBeUndefined();
    });
  });
}

function sessionEvents({ target, client }: EventsContext): void {
  it('begin with all sessions, their QRs and the running reads', async () => {
    const follower = follow(client());
    const [first] = await follower.until((events) => events.length > 0);
    await follower.leave();
    const { connectedSessionId, qrSessionId } = target();
    const { sessions, qrs, reads } = first as EngineEvent & { type: 'snapshot' };
    const statusOf = (id: string) => sessions.find((one) => one.session_id === id)?.status;
    expect(statusOf(connectedSessionId)).toBe('connected');
    expect(statusOf(qrSessionId)).toBe('qr');
    expect(qrs.map(({ session_id }) => session_id)).toEqual([qrSessionId]);
    expect(reads).toEqual([]);
  });

  it('show the QR that the session shows', async () => {
    const follower = follow(client());
    await follower.until((events) => events.length > 0);
    const { qr } = await client().getQr(target().qrSessionId);
    const qrsOf = (event: EngineEvent) =>
      event.type === 'snapshot' ? event.qrs : event.type === 'qr' ? [event] : [];
    const shown = await follower.until((all) => all.flatMap(qrsOf).some((one) => one.qr === qr));
    await follower.leave();
    for (const { expires_at } of shown.flatMap(qrsOf)) expect(Date.parse(expires_at)).not.toBeNaN();
  });

  it('show that a session starts, and that it ends when it is logged out', async () => {
    const follower = follow(client());
    await follower.until((events) => events.length > 0);
    await client().startSession(OWN_SESSION);
    const session = { session_id: OWN_SESSION, status: 'connecting' };
    const started = await follower.until((events) => events.some(({ type }) => type === 'session'));
    expect(started[1]).toMatchObject({ type: 'session', session });
    await client().stopSession(OWN_SESSION, { logout: true });
    const events = await follower.until((all) => all.at(-1)?.type === 'session_removed');
    await follower.leave();
    expect(events.at(-1)).toEqual({ type: 'session_removed', session_id: OWN_SESSION });
    const last = events.findLast(({ type }) => type === 'session');
    expect(last).toMatchObject({ session: { session_id: OWN_SESSION, status: 'disconnected' } });
  });
}

function readEvents({ target, client }: EventsContext): void {
  it('show the progress of a read to its end', async () => {
    const follower = follow(client());
    await follower.until((events) => events.length > 0);
    const sessionId = target().connectedSessionId;
    await Array.fromAsync(client().read({ sessionId, kind: 'all', deadlineMs: PATIENCE_MS }));
    const isEnd = (event: EngineEvent) => event.type === 'progress' && event.state === 'finished';
    const events = await follower.until((all) => all.some(isEnd));
    await follower.leave();
    const progress = events.filter((event) => event.type === 'progress');
    const { contacts } = target().expected;
    const read = { session_id: sessionId, kind: 'all', code: null };
    expect(progress[0]).toMatchObject({ ...read, state: 'running' });
    expect(progress.at(-1)).toMatchObject({ ...read, phase: 'contacts', done: contacts });
    expect(new Set(progress.map(({ read_id }) => read_id)).size).toBe(1);
    const counted = progress.filter(({ phase }) => phase === 'contacts').map(({ done }) => done);
    expect(counted).toEqual(counted.toSorted((a, b) => a - b));
  });

  it('show that a read failed when its reader left', async () => {
    // Held: a read that is not could have ended when its reader leaves.
    const { sessionId, release } = await target().holdReads();
    const follower = follow(client());
    await follower.until((events) => events.length > 0);
    for await (const _ of client().read({ sessionId, kind: 'all', deadlineMs: PATIENCE_MS })) break;
    const isEnd = (event: EngineEvent) => event.type === 'progress' && event.state !== 'running';
    const events = await follower.until((all) => all.some(isEnd));
    await follower.leave();
    await release();
    const failed = { session_id: sessionId, state: 'failed', code: 'CLIENT_CLOSED_REQUEST' };
    expect(events.find(isEnd)).toMatchObject(failed);
  });
}

function follow(client: EngineClient) {
  const controller = new AbortController();
  const events: EngineEvent[] = [];
  const ended = collect(client.events({ signal: controller.signal }), events);
  ended.catch(() => {});
  return {
    ended,
    async until(isEnough: (events: readonly EngineEvent[]) => boolean): Promise<EngineEvent[]> {
      await vi.waitFor(() => expect(isEnough(events)).toBe(true));
      return events;
    },
    async leave(): Promise<void> {
      const reason = new Error('seen enough');
      controller.abort(reason);
      await expect(ended).rejects.toBe(reason);
    },
  };
}

async function collect(source: AsyncIterable<EngineEvent>, events: EngineEvent[]): Promise<void> {
  for await (const event of source) events.push(event);
}
