import { findGrab, listUnfinishedGrabs } from '@grabber/database/grabs/find-grabs';
import {
  type ContactsChange,
  type GrabChange,
  listenChanges,
  type SessionChange,
} from '@grabber/database/grabs/listen-changes';
import { toApiError } from '../messages/to-api-error.ts';
import { grabEvent } from './api-events.ts';
import type { EventHub } from './event-hub.ts';
import type { EventSources } from './event-sources.ts';
import type { KnownRows } from './known-rows.ts';

export type GrabFeed = {
  /** The id of the session's running grab, or null if it is not known. */
  runningGrab(sessionId: string): string | null;
  close(): Promise<void>;
};

type Parts = {
  readonly hub: EventHub;
  readonly rows: KnownRows;
  /** Gets the sessions that any process has created, renamed or deleted. */
  readonly onSession: (change: SessionChange) => void;
  /** Gets the contacts that any process has changed without a grab. */
  readonly onContacts: (change: ContactsChange) => void;
  /** Notifications may have been missed. */
  readonly onMissed: () => void;
};

/** Publishes the state changes of the grabs of all processes to the hub. */
export function startGrabFeed(
  { db, logger }: Pick<EventSources, 'db' | 'logger'>,
  { hub, rows, onSession, onContacts, onMissed }: Parts,
): GrabFeed {
  const unfinished = new Map<string, GrabChange>();
  let isLost = false;
  let isClosing = false;
  let work = Promise.resolve();

  function note(change: GrabChange): void {
    const isUnfinished = change.state === 'queued' || change.state === 'running';
    if (isUnfinished) unfinished.set(change.grab_id, change);
    else unfinished.delete(change.grab_id);
  }

  /** Runs one after the other, so that a grab's states are published in order. */
  function inOrder(act: () => Promise<void>): void {
    work = work.then(act).catch((error: unknown) => {
      if (isClosing) return;
      logger.warn({ err: toApiError(error) }, 'Publishing a grab event failed');
    });
  }

  async function publishChange({ grab_id, session_id, state }: GrabChange): Promise<void> {
    if (!hub.hasFollowers()) return;
    const grab = await findGrab(db, { id: grab_id, session_id });
    const row = grab && (await rows.get(session_id));
    // If the state has changed again, the next change publishes it.
    if (!row || grab.state !== state) return;
    hub.publish(grabEvent(grab), { sessionId: session_id, workspaceId: row.workspace_id });
  }

  /** Publishes the changes that were missed while the connection was lost. */
  async function catchUp(): Promise<void> {
    const missed = new Map(unfinished);
    for (const grab of await listUnfinishedGrabs(db, { session_ids: null })) {
      const change = { grab_id: grab.id, session_id: grab.session_id, state: grab.state };
      missed.set(grab.id, change);
      note(change);
    }
    for (const { grab_id, session_id } of missed.values()) {
      const now = await findGrab(db, { id: grab_id, session_id });
      if (!now) continue;
      const change = { grab_id, session_id, state: now.state };
      note(change);
      await publishChange(change);
    }
  }

  const listening = listenChanges(db, {
    onSession,
    onContacts,
    onGrab(change) {
      note(change);
      inOrder(() => publishChange(change));
    },
    onListening() {
      if (isLost) onMissed();
      isLost = false;
      inOrder(catchUp);
    },
    onLost(error) {
      if (!isLost)
        logger.warn({ err: toApiError(error) }, 'Notifications of the database lost, reconnecting');
      isLost = true;
    },
  });
  return {
    runningGrab: (sessionId) => runningIn(unfinished.values(), sessionId),
    async close() {
      isClosing = true;
      await listening.close();
      await work;
    },
  };
}

function runningIn(changes: Iterable<GrabChange>, sessionId: string): string | null {
  for (const { grab_id, session_id, state } of changes) {
    if (session_id === sessionId && state === 'running') return grab_id;
  }
  return null;
}
