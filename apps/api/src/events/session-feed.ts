import type { EngineEvent } from '@grabber/contracts/engine/event';
import type { SessionChange } from '@grabber/database/grabs/listen-changes';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { listSessions } from '@grabber/database/sessions/sessions';
import { toApiError } from '../messages/to-api-error.ts';
import { withLive } from '../sessions/record-engine-session.ts';
import type { EventHub } from './event-hub.ts';
import type { EventSources } from './event-sources.ts';
import { followEngine } from './follow-engine.ts';
import type { GrabFeed } from './grab-feed.ts';
import type { KnownRows } from './known-rows.ts';
import { createLiveEngine, type LiveEngine } from './live-engine.ts';
import { sessionPublisher } from './session-publisher.ts';
import { createStatusRecorder } from './status-recorder.ts';

const LOST = 'Engine event stream lost, reconnecting; statuses are stale';

export type SessionFeed = {
  readonly engine: LiveEngine;
  /** Publishes what any process did to a session in the database. */
  noteChange(change: SessionChange): void;
  close(): Promise<void>;
};

type Parts = { readonly hub: EventHub; readonly rows: KnownRows; readonly grabs: GrabFeed };

/** Publishes the engine's events to the hub and stores each new session status. */
export function startSessionFeed(sources: EventSources, { hub, rows, grabs }: Parts): SessionFeed {
  const { db, logger } = sources;
  const engine = createLiveEngine();
  const recorder = createStatusRecorder(sources, rows);
  const publish = sessionPublisher({ hub, engine, grabs });
  const changes = createChangePublisher({ rows, publish, logger });
  let isWarned = false;

  function noteStatus(row: SessionRow): void {
    const live = engine.session(row.id);
    recorder.note(row.id, live);
    rows.learn(withLive(row, live));
    publish.status(row);
  }

  async function onSnapshot(event: EngineEvent): Promise<void> {
    const listed = await listSessions(db, { workspace_id: null });
    engine.take(event);
    rows.replace(listed);
    for (const row of listed) {
      noteStatus(row);
      publish.qr(row);
    }
    for (const read of engine.reads()) publish.progress(rows.known(read.session_id), read);
    isWarned = false;
    logger.info({ sessions: listed.length }, 'Engine event stream connected');
  }

  async function onRemoved(sessionId: string): Promise<void> {
    const before = rows.known(sessionId);
    const row = await rows.look(sessionId);
    if (row) noteStatus(row);
    else if (before) publish.removed(before);
  }

  async function onEvent(event: EngineEvent): Promise<void> {
    if (event.type === 'snapshot') return onSnapshot(event);
    engine.take(event);
    if (event.type === 'session_removed') return onRemoved(event.session_id);
    const id = event.type === 'session' ? event.session.session_id : event.session_id;
    const row = await (event.type === 'session' ? rows.renew(id) : rows.get(id));
    // The session belongs to another API, or it was just deleted.
    if (!row) return;
    if (event.type === 'session') noteStatus(row);
    else if (event.type === 'qr') publish.qr(row);
    else if (event.state !== 'failed') publish.progress(row, event);
  }

  function onLost(thrown: unknown): void {
    if (isWarned) return;
    isWarned = true;
    logger.warn({ err: toApiError(thrown) }, LOST);
    engine.lose();
    for (const row of rows.list()) publish.status(row);
  }

  const following = followEngine(sources.engine, { onEvent, onLost });
  return {
    engine,
    noteChange: changes.note,
    async close() {
      await following.close();
      await changes.settled();
      await recorder.close();
    },
  };
}

/** Publishes created, renamed and deleted sessions one after the other, so that a deletion comes last. */
function createChangePublisher({
  rows,
  publish,
  logger,
}: Pick<Parts, 'rows'> & {
  readonly publish: ReturnType<typeof sessionPublisher>;
  readonly logger: EventSources['logger'];
}) {
  let work = Promise.resolve();

  async function publishChange({ session_id, workspace_id, change }: SessionChange): Promise<void> {
    if (change === 'delete') {
      rows.forget(session_id);
      return publish.removed({ id: session_id, workspace_id });
    }
    const row = await rows.renew(session_id);
    if (row) publish.status(row);
  }

  return {
    note(change: SessionChange): void {
      work = work
        .then(() => publishChange(change))
        .catch((error: unknown) => {
          const { session_id } = change;
          logger.warn({ err: toApiError(error), session_id }, 'Publishing a session event failed');
        });
    },
    settled: () => work,
  };
}
