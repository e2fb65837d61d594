import type {
  ApiEvent,
  ApiGrabEvent,
  ApiProgressEvent,
  ApiSnapshotEvent,
} from '@grabber/contracts/api/event';
import type { QueryClient } from '@tanstack/react-query';
import { BASE_PATH } from './base-path.ts';
import { isBookBeside, KEYS } from './keys.ts';

/** What the API's events say about the present. Progress and grabs by their session. */
export type Live = {
  /** False: the connection is lost and the browser connects again. */
  readonly isConnected: boolean;
  readonly progress: ReadonlyMap<string, ApiProgressEvent>;
  /** The last event of each session's grab. */
  readonly grabs: ReadonlyMap<string, ApiGrabEvent>;
};

const NOTHING: Live = { isConnected: true, progress: new Map(), grabs: new Map() };
const EVENTS = [
  'snapshot',
  'session',
  'session_removed',
  'contacts',
  'qr',
  'grab',
  'progress',
] as const;

export type LiveEvents = {
  readonly current: () => Live;
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
};

/** For a key that may not read events. */
export const NO_EVENTS: LiveEvents = {
  current: () => NOTHING,
  subscribe: () => () => undefined,
  close: () => undefined,
};

/** Follows the events of all sessions that the key may see, and tells the cache what has changed. */
export function followEvents(client: QueryClient): LiveEvents {
  let live = NOTHING;
  const listeners = new Set<() => void>();
  const change = (changes: Partial<Live>) => {
    live = { ...live, ...changes };
    for (const listener of listeners) listener();
  };
  const source = new EventSource(`${BASE_PATH}api/events`);
  source.onopen = () => change({ isConnected: true });
  source.onerror = () => {
    change({ isConnected: false });
    // The browser gives up when the API refuses: the next look at who is signed in says why.
    if (source.readyState === EventSource.CLOSED) void client.invalidateQueries();
  };
  let wasConnected = false;
  const handle = (event: ApiEvent) => {
    change(applied(live, event));
    // While the connection was lost anything may have changed.
    if (event.type === 'snapshot' && wasConnected) void client.invalidateQueries();
    else refresh(client, event);
    wasConnected = true;
  };
  for (const type of EVENTS) {
    source.addEventListener(type, ({ data }) => handle(JSON.parse(data) as ApiEvent));
  }
  return {
    current: () => live,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => source.close(),
  };
}

function applied(live: Live, event: ApiEvent): Partial<Live> {
  switch (event.type) {
    case 'snapshot':
      return ofSnapshot(event);
    case 'progress':
      return { progress: new Map(live.progress).set(event.session_id, event) };
    case 'grab': {
      const progress = new Map(live.progress);
      // A grab that was interrupted waits for its next try.
      if (event.state !== 'running') progress.delete(event.session_id);
      return { progress, grabs: new Map(live.grabs).set(event.session_id, event) };
    }
    default:
      return {};
  }
}

function ofSnapshot({ grabs, progress }: ApiSnapshotEvent): Partial<Live> {
  return {
    grabs: new Map(grabs.map((grab) => [grab.session_id, grab])),
    progress: new Map(progress.map((one) => [one.session_id, one])),
  };
}

type SessionList = { readonly sessions: readonly { readonly session_id: string }[] };

function without(list: SessionList | undefined, id: string): SessionList | undefined {
  return list && { ...list, sessions: list.sessions.filter(({ session_id }) => session_id !== id) };
}

/** Contacts of a session changed: the lists of other sessions are as they were. Rows stay until the new ones come. */
function refreshBook(client: QueryClient, session: string): void {
  const list = client.getQueryData<SessionList>(KEYS.sessions);
  const ids = (list?.sessions ?? []).map(({ session_id }) => session_id);
  const others = new Set(ids.filter((id) => id !== session));
  void client.invalidateQueries({
    queryKey: KEYS.book,
    predicate: ({ queryKey }) => !isBookBeside(queryKey, others),
  });
}

/** What the screen shows of it is asked for again. A snapshot comes after each lost connection. */
function refresh(client: QueryClient, event: ApiEvent): void {
  const again = (...keys: (readonly unknown[])[]) => {
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  };
  if (event.type === 'snapshot') again(KEYS.sessions);
  else if (event.type === 'session_removed') {
    // Its card goes at once, so that it does not ask for what is no longer there.
    client.setQueryData<SessionList>(KEYS.sessions, (list) => without(list, event.session_id));
    again(KEYS.sessions, KEYS.book);
  } else if (event.type === 'session') again(KEYS.sessions, KEYS.session(event.session.session_id));
  else if (event.type === 'contacts') {
    refreshBook(client, event.session_id);
    again(KEYS.exclusions);
  } else if (event.type === 'qr') again(KEYS.qr(event.session_id));
  else if (event.type === 'grab') {
    // A grab spends the budget of its session, and a schedule that queued one has another next run.
    again(KEYS.grabs(event.session_id), KEYS.allGrabs(), KEYS.session(event.session_id));
    if (event.state === 'complete' || event.state === 'partial') again(KEYS.book, KEYS.sessions);
  }
}
