import { findGrab, listUnfinishedGrabs } from '@grabber/database/grabs/find-grabs';
import { type GrabChange, listenGrabChanges } from '@grabber/database/grabs/listen-grab-changes';
import { toApiError } from '../messages/to-api-error.ts';
import { grabEvent } from './api-events.ts';
import type { EventHub } from './event-hub.ts';
import type { EventSources } from './event-sources.ts';
import type { KnownRows } from './known-rows.ts';

export type GrabFeed = {
  /** The id of the grab that the session's read is for, as far as it is known. */
  runningGrab(sessionId: string): string | null;
  close(): Promise<void>;
};

/** Tells the hub which grabs are in another state, whichever process runs them. */
export function startGrabFeed(
  { db, logger }: Pick<EventSources, 'db' | 'logger'>,
  { hub, rows }: { readonly hub: EventHub; readonly rows: KnownRows },
): GrabFeed {
  const unfinished = new Map<string, GrabChange>();
  let isLost = false;
  let isClosing = false;
  let work = Promise.resolve();

  function note(change: GrabChange): void {
    if (change.state === 'queued' || change.state === 'running') {
      unfinished.set(change.grab_id, change);
    } else {
      unfinished.delete(change.grab_id);
    }
  }

  /** One after the other, so that a grab's states are told in order. */
  function inOrder(act: () => Promise<void>): void {
    work = work.then(act).catch((error: unknown) => {
      if (isClosing) return;
      logger.warn({ err: toApiError(error) }, 'Could not tell of a grab that changed');
    });
  }

  async function tell({ grab_id, session_id, state }: GrabChange): Promise<void> {
    if (!hub.hasFollowers()) return;
    const grab = await findGrab(db, { id: grab_id, session_id });
    const row = grab && (await rows.get(session_id));
    // When it has gone on meanwhile, the next change tells that.
    if (!row || grab.state !== state) return;
    hub.publish(grabEvent(grab), { sessionId: session_id, workspaceId: row.workspace_id });
  }

  /** What has changed while nobody listened. */
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
      await tell(change);
    }
  }

  const listening = listenGrabChanges(db, {
    onChange(change) {
      note(change);
      inOrder(() => tell(change));
    },
    onListening() {
      isLost = false;
      inOrder(catchUp);
    },
    onLost(error) {
      if (!isLost) logger.warn({ err: toApiError(error) }, 'Lost the changes of grabs');
      isLost = true;
    },
  });
  return {
    runningGrab(sessionId) {
      const running = [...unfinished.values()].find(
        (change) => change.session_id === sessionId && change.state === 'running',
      );
      return running?.grab_id ?? null;
    },
    async close() {
      isClosing = true;
      await listening.close();
      await work;
    },
  };
}
