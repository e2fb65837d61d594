import type { ApiEvent } from '@grabber/contracts/api/event';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { eventInLanguage } from '../../mappers/event-in-language.ts';
import type { Language } from '../../messages/language.ts';
import { toApiError } from '../../messages/to-api-error.ts';
import { type Access, allows, isWithinSessions } from '../access/access.ts';

/** All streams share the listings: so many in an interval, however many streams there are. */
const CHECKS_IN_INTERVAL = 3;

type Watched = {
  readonly session: SessionRow | null;
  readonly confirmAccess: () => Promise<Access>;
  readonly language: Language;
};

type Stream = { send(event: ApiEvent): void; end(): void };

/**
 * Checks at intervals whether the key of a stream is still valid, and which sessions were added or
 * deleted, because a stream can stay open for long. Answers the function that stops the checks.
 */
export function watchFollower(
  context: Pick<Context, 'events' | 'logger' | 'eventCheckMs'>,
  { session, confirmAccess, language }: Watched,
  { sessions, stream }: { sessions: readonly SessionRow[]; stream: Stream },
): () => void {
  // An older listing lacks sessions that the follower has in its snapshot.
  const openedAt = performance.now();
  let known = new Set(sessions.map(({ id }) => id));
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  async function listVisible(access: Access): Promise<readonly SessionRow[]> {
    const { workspaceId } = access;
    const maxAgeMs = context.eventCheckMs / CHECKS_IN_INTERVAL;
    const listed = await context.events.sessionListing.read({ notBefore: openedAt, maxAgeMs });
    const own =
      workspaceId === null ? [...listed.values()].flat() : (listed.get(workspaceId) ?? []);
    const visible = own.filter(({ id }) => isWithinSessions(access, id));
    return session ? visible.filter(({ id }) => id === session.id) : visible;
  }

  async function check(): Promise<void> {
    const access = await confirmAccess();
    if (!allows(access, 'read')) return stream.end();
    const visible = await listVisible(access);
    const ids = new Set(visible.map(({ id }) => id));
    for (const row of visible) {
      if (known.has(row.id)) continue;
      stream.send(eventInLanguage(context.events.sessionEvent(row), language));
    }
    for (const id of known) {
      if (!ids.has(id)) stream.send({ type: 'session_removed', session_id: id });
    }
    known = ids;
    if (session && ids.size === 0) stream.end();
  }

  async function checkAndGoOn(): Promise<void> {
    try {
      await check();
    } catch (thrown) {
      const error = toApiError(thrown);
      if (isServiceError(error) && error.code === 'UNAUTHORIZED') return stream.end();
      context.logger.warn({ err: error }, 'Checking an event stream failed');
    }
    schedule();
  }

  function schedule(): void {
    if (isOver) return;
    timer = setTimeout(checkAndGoOn, context.eventCheckMs);
    timer.unref();
  }

  schedule();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
