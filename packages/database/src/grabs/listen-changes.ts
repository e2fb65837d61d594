import type { Socket } from 'node:net';
import { settlesWithin } from '@grabber/primitives/deadline';
import { keepTrying } from '@grabber/primitives/retry';
import { Client } from 'pg';
import { connectionSettings } from '../connection/connection-settings.ts';
import type { Database } from '../connection/open-database.ts';
import type { GrabState } from './grab-row.ts';

const GRABS = 'grab_changed';
const SESSIONS = 'session_changed';
const CONTACTS = 'contacts_changed';
const BACKOFF = { firstMs: 250, maxMs: 5_000 };
/** Sends a query at this interval, because an idle connection does not notice a lost server. */
const PING_INTERVAL_MS = 10_000;
const PING_TIMEOUT_MS = 5_000;
/** A connection that has gone silent does not answer the goodbye. */
const END_TIMEOUT_MS = 1_000;

/** A change of a grab's state, made by any process. */
export interface GrabChange {
  grab_id: string;
  session_id: string;
  state: GrabState;
}

/** A session that any process has created, deleted, or given another name or external id. */
export interface SessionChange {
  session_id: string;
  workspace_id: string;
  change: 'insert' | 'update' | 'delete';
}

/** Stored contacts or groups that any process has changed without a grab, or exclusions. */
export interface ContactsChange {
  /** Null: every session of the workspace. */
  session_id: string | null;
  workspace_id: string;
}

/** Its functions are called in the order of the commits. They must not throw. */
export interface ChangeListener {
  onGrab(change: GrabChange): void;
  onSession(change: SessionChange): void;
  onContacts(change: ContactsChange): void;
  /** The connection listens from now on. The caller must query earlier changes itself. */
  onListening?(): void;
  /** The connection is lost. Reconnecting continues. */
  onLost?(error: unknown): void;
}

/**
 * Listens to changes of grabs, sessions and contacts on its own connection, and reconnects with growing pauses. Returns at once.
 * `close` stops it.
 */
export function listenChanges(db: Database, listener: ChangeListener): { close(): Promise<void> } {
  const ending = new AbortController();
  const { signal } = ending;
  const ended = keepTrying(
    (onProgress) => {
      const onListening = () => {
        onProgress();
        listener.onListening?.();
      };
      return listenOnce(db, { ...listener, onListening }, signal);
    },
    { ...BACKOFF, signal, onFailed: (error) => listener.onLost?.(error) },
  );
  return {
    async close() {
      ending.abort();
      await ended;
    },
  };
}

/** Resolves when the signal aborts; throws when the connection cannot be made or is lost. */
async function listenOnce(
  db: Database,
  listener: ChangeListener,
  signal: AbortSignal,
): Promise<void> {
  const url = db.pool.options.connectionString ?? '';
  const client = new Client(connectionSettings(url, { purpose: 'listener' }));
  const { promise: over, resolve, reject } = Promise.withResolvers<void>();
  over.catch(() => {});
  const stop = () => resolve();
  const ping = () =>
    client.query({ text: 'SELECT 1', query_timeout: PING_TIMEOUT_MS } as { text: string });
  const timer = setInterval(() => ping().catch(reject), PING_INTERVAL_MS);
  timer.unref();
  client.on('error', reject);
  client.on('end', () => reject(new Error('Connection terminated')));
  client.on('notification', ({ channel, payload }) => pass(listener, channel, payload));
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    await client.query(`LISTEN ${GRABS}; LISTEN ${SESSIONS}; LISTEN ${CONTACTS}`);
    if (!signal.aborted) listener.onListening?.();
    await over;
  } finally {
    signal.removeEventListener('abort', stop);
    clearInterval(timer);
    await endConnection(client);
  }
}

async function endConnection(client: Client): Promise<void> {
  if (await settlesWithin(client.end(), END_TIMEOUT_MS)) return;
  (client as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
}

/** Every database user can send on these channels, so invalid messages are ignored. */
function pass(listener: ChangeListener, channel: string, payload: string | undefined): void {
  const change = parse(payload);
  if (channel === GRABS && hasTexts<GrabChange>(change, 'grab_id', 'session_id')) {
    listener.onGrab(change);
  }
  if (channel === SESSIONS && hasTexts<SessionChange>(change, 'session_id', 'workspace_id')) {
    listener.onSession(change);
  }
  if (channel === CONTACTS && hasTexts<ContactsChange>(change, 'workspace_id')) {
    if (change.session_id === null || hasTexts<ContactsChange>(change, 'session_id')) {
      listener.onContacts(change);
    }
  }
}

function hasTexts<T>(change: unknown, ...names: (keyof T)[]): change is T {
  return names.every((name) => typeof (change as T | null)?.[name] === 'string');
}

function parse(payload: string | undefined): unknown {
  try {
    return JSON.parse(payload ?? '');
  } catch {
    return undefined;
  }
}
