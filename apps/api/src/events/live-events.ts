import type { ApiEvent, ApiSnapshotEvent } from '@grabber/contracts/api/event';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { grabEvent, progressEvent, qrEvent, statusByEngine } from './api-events.ts';
import { createContactsFeed } from './contacts-feed.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import type { EventSources } from './event-sources.ts';
import { startGrabFeed } from './grab-feed.ts';
import { createKnownRows } from './known-rows.ts';
import { startSessionFeed } from './session-feed.ts';
import { createSessionListing, type SessionListing } from './session-listing.ts';
import { createStreamLimit, type StreamLimit } from './stream-limit.ts';

/** The live events of sessions and grabs, for followers to subscribe to. */
export type LiveEvents = Pick<EventHub, 'subscribe' | 'end'> & {
  readonly streamLimit: StreamLimit;
  readonly sessionListing: SessionListing;
  /** An event with the session's current state. */
  sessionEvent(session: SessionRow): ApiEvent;
  snapshot(sessions: readonly SessionRow[], grabs: readonly GrabRow[]): ApiSnapshotEvent;
  /** Stops following the engine and the database. */
  close(): Promise<void>;
};

/**
 * Follows the engine and the database from now on, even without followers, because it also keeps the
 * stored statuses up to date. Both may be unreachable for a time.
 */
export function startLiveEvents(
  sources: EventSources,
  { eventStreams }: { readonly eventStreams: number },
): LiveEvents {
  const hub = createEventHub();
  const rows = createKnownRows(sources.db);
  const contactsFeed = createContactsFeed(sources, hub);
  const grabFeed = startGrabFeed(sources, {
    hub,
    rows,
    onSession(change) {
      if (change.change === 'delete') contactsFeed.forget(change.session_id);
      sessionFeed.noteChange(change);
    },
    onContacts: contactsFeed.note,
    onMissed: contactsFeed.noteAll,
  });
  const sessionFeed = startSessionFeed(sources, { hub, rows, grabs: grabFeed });
  const { engine } = sessionFeed;
  // The last known row may be newer than the stored one.
  const statusOf = (session: SessionRow) =>
    statusByEngine(engine.isFollowed() ? (rows.known(session.id) ?? session) : session, engine);
  return {
    subscribe: hub.subscribe,
    end: hub.end,
    sessionListing: createSessionListing(sources.db),
    streamLimit: createStreamLimit(eventStreams),
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
      await contactsFeed.close();
    },
  };
}
