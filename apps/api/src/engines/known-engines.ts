import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import type { EngineIdentity } from '@grabber/contracts/engine/lease';
import type { SeenEngine } from '@grabber/database/placements/choose-engine';
import type { LeasedEngineClient } from '@grabber/engine-client';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Logger } from 'pino';
import type { EngineAddresses } from './engine-variables.ts';

const PROBE_TIMEOUT_MS = 1_500;
const LOOK_UP_INTERVAL_MS = 5_000;

type Hold = EngineIdentity['holds'][number];

/** What an engine said when it was last asked. */
type Reading = {
  readonly identity: EngineIdentity;
  /** `performance.now()` before the question. */
  readonly at: number;
  readonly holds: Map<string, Hold>;
  /** Browsers that this process has started there since. */
  started: number;
};

/** An engine at an address. */
export type KnownEngine = {
  readonly address: string;
  readonly client: LeasedEngineClient;
  /** Null: it could not be reached the last time, or another address has the same engine. */
  reading: Reading | null;
  /** How many questions in a row it has not answered. */
  missed: number;
};

/** An engine with one reading, whatever it says later. */
export type SeenOne = Readonly<KnownEngine> & { readonly reading: Reading };

export const engineId = ({ reading }: SeenOne): string => reading.identity.engine_id;

/** The engines at the addresses of the settings, as they were when they were last asked. */
export type KnownEngines = {
  /**
   * Asks every engine that was not asked within `maxAgeMs`. Resolves without the answer of one that was silent the last
   * time: it must not hold up what is about the others. Never rejects.
   */
  probe(maxAgeMs?: number): Promise<void>;
  list(): readonly KnownEngine[];
  /** Those that have answered lately. */
  seen(): readonly SeenOne[];
  /** Ends all calls in progress. */
  close(): Promise<void>;
};

type Entry = {
  readonly engine: KnownEngine;
  askedAt: number;
  asking: Promise<void> | undefined;
  isSilent: boolean;
};

export type KnownEnginesOptions = {
  readonly addresses: EngineAddresses;
  readonly connect: (url: string) => LeasedEngineClient;
  /** What was said before does not count. */
  readonly maxSeenMs: number;
  readonly logger: Logger;
  /**
   * An engine that drains may end after any answer, so what it holds must be stored at each. `probe` waits for it.
   */
  readonly onDraining?: (identity: EngineIdentity) => Promise<void>;
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
};

export function createKnownEngines(options: KnownEnginesOptions): KnownEngines {
  const { connect, maxSeenMs } = options;
  const lookUp = createAddressLookUp(options);
  const entries = new Map<string, Entry>();
  const engines = () => [...entries.values()].map(({ engine }) => engine);
  const read = createReader(engines, options);

  function keepOnly(urls: readonly string[]): void {
    for (const url of urls) {
      if (entries.has(url)) continue;
      const engine: KnownEngine = { address: url, client: connect(url), reading: null, missed: 0 };
      const askedAt = Number.NEGATIVE_INFINITY;
      entries.set(url, { engine, askedAt, asking: undefined, isSilent: false });
    }
    for (const [url, { engine }] of entries) {
      if (urls.includes(url)) continue;
      entries.delete(url);
      engine.reading = null;
      void engine.client.close();
    }
  }

  async function ask(entry: Entry): Promise<void> {
    entry.askedAt = performance.now();
    entry.isSilent = !(await read(entry.engine));
    entry.asking = undefined;
  }

  return {
    async probe(maxAgeMs = 0) {
      const urls = await lookUp();
      if (urls) keepOnly(urls);
      const due = [...entries.values()].filter(
        ({ asking, askedAt }) => asking || performance.now() - askedAt >= maxAgeMs,
      );
      for (const entry of due) entry.asking ??= ask(entry);
      const areAllSilent = [...entries.values()].every(({ isSilent }) => isSilent);
      const waited = due.filter(({ isSilent }) => areAllSilent || !isSilent);
      await Promise.all(waited.map(({ asking }) => asking));
    },
    list: engines,
    seen() {
      const since = performance.now() - maxSeenMs;
      return engines()
        .map((engine) => ({ ...engine }))
        .filter(
          (engine): engine is SeenOne => (engine.reading?.at ?? Number.NEGATIVE_INFINITY) > since,
        );
    },
    async close() {
      await Promise.all(engines().map(({ client }) => client.close()));
    },
  };
}

/** The addresses as they are now. Null: they are as before. */
function createAddressLookUp({
  addresses,
  logger,
  resolve = resolveName,
}: KnownEnginesOptions): () => Promise<readonly string[] | null> {
  let lookedUpAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (addresses.kind === 'one') return [addresses.url];
    if (addresses.kind === 'several') return addresses.urls;
    if (performance.now() - lookedUpAt < LOOK_UP_INTERVAL_MS) return null;
    lookedUpAt = performance.now();
    const url = new URL(addresses.url);
    try {
      const found = await resolve(url.hostname);
      return found.map((address) => withHost(url, address)).toSorted();
    } catch (error) {
      // The name server being away says nothing of the engines.
      logger.warn({ err: error }, 'Looking up the addresses of the engines failed');
      return null;
    }
  };
}

/** Asks an engine what it is, and answers whether there was an answer or a refusal. Never rejects. */
function createReader(
  engines: () => readonly KnownEngine[],
  { logger, onDraining, maxSeenMs }: KnownEnginesOptions,
): (engine: KnownEngine) => Promise<boolean> {
  const warned = new Set<string>();

  function warnOnce(address: string, fields: object, message: string): void {
    if (warned.has(address)) return;
    warned.add(address);
    logger.warn({ address, ...fields }, message);
  }

  /** Two addresses of one engine would count its room twice. One at which it is silent by now does not count. */
  function isTwin({ address }: KnownEngine, { engine_id }: EngineIdentity): boolean {
    const since = performance.now() - maxSeenMs;
    const twin = engines().find(
      ({ reading, ...other }) =>
        other.address !== address &&
        reading?.identity.engine_id === engine_id &&
        reading.at > since,
    );
    if (!twin) return false;
    const fields = { engine_id, other: twin.address };
    warnOnce(address, fields, 'Two addresses are the same engine, ignoring one');
    return true;
  }

  return async (engine) => {
    const at = performance.now();
    try {
      const identity = await engine.client.identity({ timeoutMs: PROBE_TIMEOUT_MS });
      engine.missed = 0;
      const holds = new Map(identity.holds.map((hold) => [hold.session_id, hold]));
      engine.reading = isTwin(engine, identity) ? null : { identity, at, holds, started: 0 };
      if (engine.reading) warned.delete(engine.address);
      if (engine.reading && identity.draining) {
        await onDraining?.(identity).catch((error: unknown) =>
          logger.warn({ err: error }, 'Storing what a draining engine holds failed'),
        );
      }
      return true;
    } catch (error) {
      engine.missed += 1;
      // A busy engine may be late: until what it said is too old, it counts.
      const isLate = isEngineError(error) && error.code === 'ENGINE_TIMEOUT';
      if (!isLate) engine.reading = null;
      warnOnce(engine.address, { err: error }, 'An engine does not answer');
      return !isLate;
    }
  };
}

/** As the database chooses by it. */
export function asSeen({ reading }: SeenOne, sessionId: string): SeenEngine {
  const { engine_id, draining, browsers, sessions } = reading.identity;
  const hold = reading.holds.get(sessionId) ?? null;
  const freeSessions = hold ? Number.POSITIVE_INFINITY : sessions.limit - sessions.now;
  const free = Math.min(browsers.limit - browsers.now, freeSessions) - reading.started;
  return { id: engine_id, draining, free_browsers: free, hold };
}

/** As the system resolves names, with its search domains. */
async function resolveName(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

function withHost(url: URL, address: string): string {
  const given = new URL(url);
  given.hostname = isIPv6(address) ? `[${address}]` : address;
  return given.href;
}
