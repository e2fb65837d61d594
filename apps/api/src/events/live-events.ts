import type { ApiEvent, ApiSnapshotEvent } from '@grabber/contracts/api/event';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { grabEvent, progressEvent, qrEvent, statusByEngine } from './api-events.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import type { EventSources } from './event-sources.ts';
import { startGrabFeed } from './grab-feed.ts';
import { createKnownRows } from './known-rows.ts';
import { startSessionFeed } from './session-feed.ts';
import { createStreamLimit, type StreamLimit } from './stream-limit.ts';

/** What happens to sessions and grabs, as it happens, for whoever follows. */
export type LiveEvents = Pick<EventHub, 'subscribe' | 'end'> & {
  readonly streamLimit: StreamLimit;
  /** A session as it is now, as an event. */
  sessionEvent(session: SessionRow): ApiEvent;
  snapshot(sessions: readonly SessionRow[], grabs: readonly GrabRow[]): ApiSnapshotEvent;
  /** Stops following engine and database. */
  close(): Promise<void>;
};

/**
 * Follows the engine and the database from now on, whether anybody follows or not: the statuses that
 * are stored stay true. Both may be out of reach for a time.
 */
export function startLiveEvents(sources: EventSources): LiveEvents {
  const hub = createEventHub();
  const rows = createKnownRows(sources.db);
  const grabFeed = startGrabFeed(sources, { hub, rows });
  const sessionFeed = startSessionFeed(sources, { hub, rows, grabs: grabFeed });
  const { engine } = sessionFeed;
  // What was heard of last may not be stored yet.
  const statusOf = (session: SessionRow) =>
    statusByEngine(engine.isFollowed() ? (rows.known(session.id) ?? session) : session, engine);
  return {
    subscribe: hub.subscribe,
    end: hub.end,
    streamLimit: createStreamLimit(),
    sessionEvent: (session) => ({ type: 'session', session: statusOf(session) }),
    snapshot(sessions, grabs) {
      const ids = new Set(sessions.map(({ id }) => id));
      const qrs = sessions.map(({ id }) => (engine.isFollowed() ? engine.qr(id) : undefined));
      const reads = engine.isFollowed() ? engine.reads() : [];
      return {
        type: 'snapshot',
        sessions: sessions.map(statusOf),
        qrs: qrs.filter((qr) => qr !== undefined).map(qrEvent),
        grabs: grabs.map(grabEvent),
        progress: reads
          .filter(({ session_id }) => ids.has(session_id))
          .map((read) => progressEvent(read, grabFeed.runningGrab(read.session_id))),
      };
    },
    async close() {
      hub.end();
      await sessionFeed.close();
      await grabFeed.close();
    },
  };
}
