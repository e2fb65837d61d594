import type { Readable } from 'node:stream';
import type { ApiEvent, ApiSnapshotEvent } from '@grabber/contracts/api/event';
import { listUnfinishedGrabs } from '@grabber/database/grabs/find-grabs';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { listSessions } from '@grabber/database/sessions/sessions';
import { type EventSink, openEventStream } from '@grabber/service-kit/event-stream';
import type { Context } from '../../context.ts';
import { eventInLanguage } from '../../mappers/event-in-language.ts';
import type { Language } from '../../messages/language.ts';
import { type Access, allows, shareOf } from '../access/access.ts';
import { watchFollower } from './watch-follower.ts';

export type FollowRequest = {
  readonly access: Access;
  /** Null: all sessions that the key may see. */
  readonly session: SessionRow | null;
  /** Checks the key again. Throws UNAUTHORIZED if it is no longer valid. */
  readonly confirmAccess: () => Promise<Access>;
  readonly language: Language;
};

/**
 * The events of a session or a workspace as a stream that begins with a snapshot. The stream ends when
 * the service stops, when the key is no longer valid, or when the session is deleted. Throws RATE_LIMITED.
 */
export async function followEvents(context: Context, request: FollowRequest): Promise<Readable> {
  const { events } = context;
  const { access, session, language } = request;
  const leave = events.streamLimit.acquire(shareOf(access));
  // Events that arrive while the snapshot is created are sent after it.
  const early: ApiEvent[] = [];
  const sink: EventSink = { send: (event) => void early.push(event as ApiEvent), end: () => {} };
  let target = sink;
  let isOver = false;
  const showQr = session !== null && allows(access, 'manage');
  const unsubscribe = events.subscribe({
    workspaceId: access.workspaceId,
    sessionIds: access.sessionIds,
    sessionId: session?.id ?? null,
    send: (event) => target.send(eventInLanguage(withoutSecret(event, showQr), language)),
    end() {
      isOver = true;
      target.end();
    },
  });
  try {
    const sessions = session ? [session] : await listVisible(context, access);
    const session_ids = sessions.map(({ id }) => id);
    const grabs = await listUnfinishedGrabs(context.db, { session_ids });
    const snapshot = hideQrs(events.snapshot(sessions, grabs), showQr);
    return openEventStream(eventInLanguage(snapshot, language), (stream) => {
      const watch = watchFollower(context, request, { sessions, stream });
      const send = (event: ApiEvent) => {
        if (watch.isNews(event)) stream.send(event);
        if (session && event.type === 'session_removed') stream.end();
      };
      target = { send, end: stream.end };
      for (const event of early) send(event);
      if (isOver) stream.end();
      return () => {
        watch.stop();
        unsubscribe();
        leave();
      };
    });
  } catch (error) {
    unsubscribe();
    leave();
    throw error;
  }
}

function listVisible(
  { db }: Pick<Context, 'db'>,
  { workspaceId, sessionIds }: Access,
): Promise<SessionRow[]> {
  return listSessions(db, { workspace_id: workspaceId, ids: sessionIds });
}

function withoutSecret(event: ApiEvent, showQr: boolean): ApiEvent {
  if (event.type !== 'qr' || showQr) return event;
  const { qr: _, ...rest } = event;
  return rest;
}

function hideQrs(snapshot: ApiSnapshotEvent, showQr: boolean): ApiSnapshotEvent {
  const qrs = snapshot.qrs.map((event) => withoutSecret(event, showQr));
  return { ...snapshot, qrs: qrs as ApiSnapshotEvent['qrs'] };
}
