import type { ContactType, StoredContact } from '@grabber/contracts/api/contact';
import { type ContactPosition, readContactsPage } from '@grabber/database/read-contacts-page';
import type { SessionRow } from '@grabber/database/session-row';
import { ServiceError } from '@grabber/service-kit/service-error';
import { type CursorScope, decodeCursor, encodeCursor } from '../contact-cursor.ts';
import type { Context } from '../context.ts';
import { contactToWire } from '../mappers/contact-to-wire.ts';

export type ContactPage = {
  readonly contacts: StoredContact[];
  /** Null: there is nothing after this page. */
  readonly nextCursor: string | null;
};

/** One page of the stored address book. Throws VALIDATION_FAILED for a cursor that is not of it. */
export async function readContactPage(
  { db }: Pick<Context, 'db'>,
  session: SessionRow,
  query: { type: ContactType | undefined; limit: number; cursor: string | undefined },
): Promise<ContactPage> {
  const { type, cursor, limit } = query;
  const scope: CursorScope = { sessionId: session.id, type };
  const rows = await readContactsPage(db, {
    session_id: session.id,
    ...(type && { type }),
    after: cursor === undefined ? null : requirePosition(scope, cursor),
    // One more than asked for tells whether another page follows.
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last ? encodeCursor(scope, last) : null;
  return { contacts: page.map(contactToWire), nextCursor };
}

function requirePosition(scope: CursorScope, cursor: string): ContactPosition {
  const position = decodeCursor(scope, cursor);
  if (position) return position;
  const message = 'must be the next_cursor of a page of this session with the same type';
  const details = [{ path: 'query.cursor', message }];
  throw new ServiceError('VALIDATION_FAILED', 'The cursor is not valid.', { details });
}
