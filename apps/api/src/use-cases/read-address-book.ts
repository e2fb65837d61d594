import type { ContactFilters } from '@grabber/database/contact-filters';
import type { ContactRow } from '@grabber/database/contact-row';
import type { GrabRow } from '@grabber/database/grab-row';
import { readGrabbedContacts } from '@grabber/database/read-grabbed-contacts';
import type { SessionRow } from '@grabber/database/session-row';
import { streamContacts } from '@grabber/database/stream-contacts';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';
import { contactToWire } from '../mappers/contact-to-wire.ts';
import type { GrabbedRows } from '../mappers/grab-to-wire.ts';
import type { Semaphore } from '../semaphore.ts';

/** How long an answer waits for its place. */
const STREAM_WAIT_MS = 20_000;
const RETRY_AFTER_SECONDS = 30;

type Needs = Pick<Context, 'db' | 'streams'>;

/** All that the filters let through, page by page, whether the session is online or not. */
export function readAddressBook(
  { db, streams }: Needs,
  session: SessionRow,
  filters: ContactFilters,
): AsyncIterable<readonly object[]> {
  return toWire(streams, streamContacts(db, { session_id: session.id, ...filters }));
}

/** The rows that a stored grab saw. */
export function readGrabbed({ db, streams }: Needs, grab: GrabRow): GrabbedRows {
  return {
    groups: toWire(streams, readGrabbedContacts(db, { grab_id: grab.id, type: 'group' })),
    contacts: toWire(streams, readGrabbedContacts(db, { grab_id: grab.id, type: 'individual' })),
  };
}

/** Slow clients keep their places; they must not keep the connections that all else needs. */
async function* toWire(
  streams: Semaphore,
  pages: AsyncIterable<ContactRow[]>,
): AsyncGenerator<readonly object[]> {
  const release = await streams.acquire(AbortSignal.timeout(STREAM_WAIT_MS)).catch(() => {
    const message = 'Too many answers are being sent: their clients read slowly.';
    throw new ServiceError('RATE_LIMITED', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
  try {
    for await (const page of pages) yield page.map(contactToWire);
  } finally {
    release();
  }
}
