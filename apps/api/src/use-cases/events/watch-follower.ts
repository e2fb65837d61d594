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

export type FollowerWatch = {
  /** Whether an event is news to the stream. What it says of sessions counts as known from then on. */
  isNews(event: ApiEvent): boolean;
  stop(): void;
};

type OfSession = ApiEvent & { readonly type: 'session' | 'session_removed' };

const idOf = (event: OfSession): string =>
  event.type === 'session' ? event.session.session_id : event.session_id;

/**
 * Checks at intervals whether the key of a stream is still valid, because a stream can stay open for long, and which
 * sessions were added or deleted. Events say so at once, but not while their connection is lost.
 */
export function watchFollower(
  context: Pick<Context, 'events' | 'logger' | 'eventCheckMs'>,
  { session, confirmAccess, language }: Watched,
  { sessions, stream }: { sessions: readonly SessionRow[]; stream: Stream },
): FollowerWatch {
  // An older listing lacks sessions that the follower has in its snapshot, or has those that it knows to be deleted.
  let notBefore = performance.now();
  let known = new Set<string>(sessions.map(({ id }) => id));
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;

  async function listVisible(access: Access): Promise<readonly SessionRow[]> {
    const maxAgeMs = context.eventCheckMs / CHECKS_IN_INTERVAL;
    const listed = await context.events.sessionListing.read({ notBefore, maxAgeMs });
    const { workspaceId: one } = access;
    const own = one === null ? [...listed.values()].flat() : (listed.get(one) ?? []);
    const visible = own.filter(({ id }) => isWithinSessions(access, id));
    return session ? visible.filter(({ id }) => id === session.id) : visible;
  }

  async function check(): Promise<void> {
    const access = await confirmAccess();
    if (!allows(access, 'read')) return stream.end();
    const before = notBefore;
    const visible = await listVisible(access);
    // An event came meanwhile: the next check has a listing after it.
    if (notBefore !== before) return;
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

  function isNews(event: ApiEvent): boolean {
    if (event.type !== 'session' && event.type !== 'session_removed') return true;
    const wasKnown = known.has(idOf(event));
    const isGone = event.type === 'session_removed';
    if (isGone === wasKnown) notBefore = performance.now();
    if (isGone) known.delete(idOf(event));
    else known.add(idOf(event));
    return !isGone || wasKnown;
  }

  schedule();
  return {
    isNews,
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
