import type { ContactsChange } from '@grabber/database/grabs/listen-changes';
import { listSessions } from '@grabber/database/sessions/sessions';
import { toApiError } from '../messages/to-api-error.ts';
import type { EventHub } from './event-hub.ts';
import type { EventSources } from './event-sources.ts';

/** A change of thousands of contacts has many transactions. Their followers read the contacts at each event. */
const PAUSE_MS = 1_000;

export type ContactsFeed = {
  note(change: ContactsChange): void;
  /** Any session may have changed. */
  noteAll(): void;
  /** The session was deleted: nothing is to be said of its contacts any more. */
  forget(sessionId: string): void;
  close(): Promise<void>;
};

/** Publishes at once that contacts of a session changed, and then at most once in each pause. */
export function createContactsFeed(
  { db, logger }: Pick<EventSources, 'db' | 'logger'>,
  hub: EventHub,
): ContactsFeed {
  const spaced = createSpacing(PAUSE_MS);
  const listings = new Set<Promise<void>>();

  function note({ session_id, workspace_id }: ContactsChange): void {
    if (session_id === null) {
      noteSessionsOf(workspace_id);
      return;
    }
    const event = { type: 'contacts', session_id } as const;
    const concern = { sessionId: session_id, workspaceId: workspace_id };
    spaced.run(session_id, () => hub.publish(event, concern));
  }

  /** Null: of all workspaces. */
  function noteSessionsOf(workspace: string | null): void {
    spaced.run(`of ${workspace}`, () => {
      if (!hub.hasFollowers()) return;
      const listing = noteListed(workspace).finally(() => listings.delete(listing));
      listings.add(listing);
    });
  }

  async function noteListed(workspace_id: string | null): Promise<void> {
    try {
      for (const row of await listSessions(db, { workspace_id })) {
        note({ session_id: row.id, workspace_id: row.workspace_id });
      }
    } catch (error) {
      logger.warn({ err: toApiError(error) }, 'Publishing changes of contacts failed');
    }
  }

  return {
    note,
    noteAll: () => noteSessionsOf(null),
    forget: spaced.forget,
    async close() {
      spaced.close();
      await Promise.all(listings);
    },
  };
}

type Rest = { readonly timer: NodeJS.Timeout; due: (() => void) | null };

/** Runs the first act of a key at once, and the last one of those that come in the pause after it when that ends. */
function createSpacing(pauseMs: number) {
  const resting = new Map<string, Rest>();
  let isClosed = false;

  function run(key: string, act: () => void): void {
    if (isClosed) return;
    const rest = resting.get(key);
    if (rest) {
      rest.due = act;
      return;
    }
    const timer = setTimeout(() => {
      const due = resting.get(key)?.due;
      resting.delete(key);
      if (due) run(key, due);
    }, pauseMs);
    timer.unref();
    resting.set(key, { timer, due: null });
    act();
  }

  function forget(key: string): void {
    clearTimeout(resting.get(key)?.timer);
    resting.delete(key);
  }

  return {
    run,
    forget,
    close(): void {
      isClosed = true;
      for (const key of [...resting.keys()]) forget(key);
    },
  };
}
