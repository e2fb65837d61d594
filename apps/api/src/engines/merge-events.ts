import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { EngineSession } from '@grabber/contracts/engine/session';
import type { EngineClient } from '@grabber/engine-client';
import { pause } from '@grabber/primitives/abort';
import { type EngineSource, followSource } from './engine-source.ts';
import { createEventQueue, type EventQueue, LOOK_INTERVAL_MS } from './event-queue.ts';
import { listSleepers } from './find-engine.ts';
import { noEngine, WAITS_FOR_ENGINE } from './placement-errors.ts';
import type { PoolParts } from './pool-parts.ts';
import { createSessionOwners, type SessionOwners } from './session-owners.ts';

/** An engine that is paused or cut off keeps its stream open for a long time, and answers no question. */
const SILENT_AFTER_MISSED = 3;
/** How long the snapshot waits for engines that do not answer. */
const SNAPSHOT_PATIENCE_MS = 2_000;

type Parts = Omit<PoolParts, 'observer'>;

/**
 * The events of all engines as those of one: a snapshot, then what changes. An engine that is lost takes only its own
 * sessions away. Throws ENGINE_UNREACHABLE when none can be followed, and the signal's reason.
 */
export async function* mergeEvents(
  parts: Parts,
  { signal }: NonNullable<Parameters<EngineClient['events']>[0]> = {},
): AsyncGenerator<EngineEvent, void, undefined> {
  await using merged = await startMerging(parts);
  yield await merged.snapshot();
  for (;;) {
    signal?.throwIfAborted();
    for (const event of merged.take()) yield event;
    merged.throwIfBlind();
    await merged.changed(signal);
  }
}

type Merged = {
  snapshot(): Promise<EngineEvent>;
  take(): readonly EngineEvent[];
  throwIfBlind(): void;
  /** Resolves at the next event, or soon. */
  changed(signal: AbortSignal | undefined): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

async function startMerging(parts: Parts): Promise<Merged> {
  const target = { queue: createEventQueue(), owners: createSessionOwners(parts.db) };
  const followed = createSources(parts, target);
  const { sources } = followed;
  const ending = new AbortController();

  async function keepInSync(): Promise<void> {
    while (!ending.signal.aborted) {
      await pause(LOOK_INTERVAL_MS, { signal: ending.signal, ref: false });
      if (ending.signal.aborted) return;
      await followed.sync().catch((error: unknown) => {
        parts.logger.debug({ err: error }, 'Looking for moved sessions failed, retrying');
      });
    }
  }

  await parts.engines.probe(parts.rules.probeMs);
  followed.followAll();
  const syncing = keepInSync();
  return {
    async snapshot() {
      await untilAnswered(sources, target.queue);
      throwIfBlind(sources, 0);
      return compose(parts, sources, target);
    },
    take: target.queue.take,
    throwIfBlind: () => throwIfBlind(sources, parts.rules.lostAfterMs),
    changed: target.queue.changed,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await Promise.all([...sources.values()].map((source) => source.close()));
      await syncing;
    },
  };
}

/** The followed engines, by address. */
function createSources({ engines, rules }: Parts, target: Target) {
  const { queue, owners } = target;
  const sources = new Map<string, EngineSource>();

  function followAll(): void {
    const known = engines.list();
    for (const engine of known) {
      if (sources.get(engine.address)?.engine === engine) continue;
      const onEvent = (source: EngineSource, event: EngineEvent, before: ReadonlySet<string>) =>
        forward(target, source, event, before);
      sources.set(engine.address, followSource(engine, { onEvent, onChange: queue.wake }));
    }
    for (const [address, source] of sources) {
      if (known.includes(source.engine)) continue;
      sources.delete(address);
      void source.close();
      sayLost(target, source);
    }
  }

  /** An engine can be followed before it has said which one it is. */
  async function nameSource(source: EngineSource): Promise<void> {
    const engineId = source.engine.reading?.identity.engine_id;
    if (engineId === undefined || engineId === source.engineId) return;
    source.engineId = engineId;
    await sayAll(target, source, source.sessions.keys());
  }

  /** What it held is away while it does not answer, and is there again as it was. */
  async function noteSilence(source: EngineSource): Promise<void> {
    const isSilent = source.engine.missed >= SILENT_AFTER_MISSED;
    if (isSilent === source.isSilent) return;
    source.isSilent = isSilent;
    if (isSilent) sayAway(target, source);
    else if (source.state === 'followed') await sayAll(target, source, source.sessions.keys());
  }

  async function sync(): Promise<void> {
    const isInDoubt = engines
      .list()
      .some(({ missed }) => missed > 0 && missed < SILENT_AFTER_MISSED);
    void engines.probe(isInDoubt ? 0 : rules.probeMs);
    followAll();
    for (const source of sources.values()) {
      await nameSource(source);
      await noteSilence(source);
      const isLost =
        source.state === 'lost' && performance.now() - source.lostAt > rules.lostAfterMs;
      if (isLost) sayLost(target, source);
    }
    for (const id of await owners.refresh()) sayAt(target, sources, id);
  }

  return { sources, followAll, sync };
}

async function untilAnswered(
  sources: ReadonlyMap<string, EngineSource>,
  queue: EventQueue,
): Promise<void> {
  const end = performance.now() + SNAPSHOT_PATIENCE_MS;
  const isNew = () => [...sources.values()].some(({ state }) => state === 'new');
  while (isNew() && performance.now() < end) await queue.changed(undefined);
}

function throwIfBlind(sources: ReadonlyMap<string, EngineSource>, afterMs: number): void {
  const all = [...sources.values()];
  const isSeen = ({ state, lostAt }: EngineSource) =>
    state === 'followed' || (state === 'lost' && performance.now() - lostAt < afterMs);
  if (all.some(isSeen)) return;
  throw all.find(({ error }) => error !== undefined)?.error ?? noEngine();
}

async function compose(
  parts: Parts,
  sources: ReadonlyMap<string, EngineSource>,
  { owners, queue }: Target,
): Promise<EngineEvent> {
  const live = () => [...sources.values()].filter(({ state }) => state === 'followed');
  await owners.learn(live().flatMap(({ sessions }) => [...sessions.keys()]));
  const seen = live().flatMap(({ engineId }) => engineId ?? []);
  const sleepers = await listSleepers(parts, { seen });
  // From here on without a pause: what comes later is an event.
  queue.open();
  const isOwn = (source: EngineSource) => (one: { readonly session_id: string }) =>
    (owners.known(one.session_id) ?? source.engineId) === source.engineId;
  const of = <T extends { readonly session_id: string }>(
    pick: (source: EngineSource) => ReadonlyMap<string, T>,
  ) => live().flatMap((source) => [...pick(source).values()].filter(isOwn(source)));
  return {
    type: 'snapshot',
    sessions: [...of(({ sessions }) => sessions), ...sleepers],
    qrs: of(({ qrs }) => qrs),
    reads: of(({ reads }) => reads),
  };
}

type Target = { readonly queue: EventQueue; readonly owners: SessionOwners };

/** Passes on what an engine says of the sessions that are its own. */
async function forward(
  target: Target,
  source: EngineSource,
  event: EngineEvent,
  before: ReadonlySet<string>,
): Promise<void> {
  const { queue, owners } = target;
  if (event.type !== 'snapshot') {
    const id = event.type === 'session' ? event.session.session_id : event.session_id;
    if (await owners.isOwner(source.engineId, id)) queue.push(event);
    return;
  }
  // It was away: the snapshot becomes what has changed.
  await sayAll(target, source, new Set([...before, ...source.sessions.keys()]));
  for (const read of source.reads.values()) queue.push(read);
}

async function sayAll(
  { queue, owners }: Target,
  source: EngineSource,
  sessionIds: Iterable<string>,
): Promise<void> {
  const ids = [...sessionIds];
  await owners.learn(ids);
  for (const id of ids) {
    if ((owners.known(id) ?? source.engineId) === source.engineId) say(queue, source, id);
  }
}

/** The session as the engine has it now. */
function say(queue: EventQueue, source: EngineSource, session_id: string): void {
  const session = source.sessions.get(session_id);
  queue.push(session ? { type: 'session', session } : { type: 'session_removed', session_id });
  const qr = source.qrs.get(session_id);
  if (qr) queue.push(qr);
}

/** A session that was placed on another engine, as that one has it. */
function sayAt(
  { queue, owners }: Target,
  sources: ReadonlyMap<string, EngineSource>,
  id: string,
): void {
  const owner = [...sources.values()].find(({ engineId }) => engineId === owners.known(id));
  if (owner?.state === 'followed' && owner.sessions.has(id)) say(queue, owner, id);
}

const RUNNING: readonly EngineSession['status'][] = ['connecting', 'qr', 'connected'];

/** What has a browser. Those that sleep on an engine that is away can be woken elsewhere. */
function runningOf({ sessions }: EngineSource): [string, EngineSession][] {
  return [...sessions].filter(([, { asleep, status }]) => !asleep && RUNNING.includes(status));
}

/** The sessions that ran on an engine that does not answer. */
function sayAway({ queue, owners }: Target, source: EngineSource): void {
  for (const [id, session] of runningOf(source)) {
    if ((owners.known(id) ?? source.engineId) !== source.engineId) continue;
    if (session.phone_number === null) queue.push({ type: 'session_removed', session_id: id });
    else queue.push({ type: 'session', session: awayOf(session) });
  }
}

/** The same of an engine that is lost: when it is back, its snapshot says what it has. */
function sayLost(target: Target, source: EngineSource): void {
  sayAway(target, source);
  for (const [id] of runningOf(source)) source.sessions.delete(id);
  source.qrs.clear();
  source.reads.clear();
}

function awayOf(session: EngineSession): EngineSession {
  return {
    ...session,
    status: 'disconnected',
    last_error: WAITS_FOR_ENGINE,
    action_required: null,
    qr_expires_at: null,
    status_changed_at: new Date().toISOString(),
    sync: null,
    is_business: null,
  };
}
