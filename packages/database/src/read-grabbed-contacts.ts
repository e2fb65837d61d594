import { CONTACT_LINE_COLUMNS } from './contact-lines.ts';
import type { Database } from './open-database.ts';
import { type CopyOptions, streamCopy } from './stream-copy.ts';

/**
 * The rows that a stored grab saw, as they are now, in blocks of lines (see contact-lines.ts), in
 * constant memory; in the order in which they were first stored. Their number is the grab's total,
 * unless rows were deleted since.
 *
 * @throws ReadStalled when the one who reads keeps the snapshot for too long; the signal's reason
 */
export function readGrabbedContacts(
  db: Database,
  options: CopyOptions & { grab_id: string; type: 'individual' | 'group' },
): AsyncGenerator<Buffer> {
  const type = options.type === 'group' ? 'group' : 'individual';
  // Chunk by chunk, so that nothing but one of them is ever sorted.
  const text = `SELECT ${CONTACT_LINE_COLUMNS}
    FROM (SELECT chunk, contact_row_ids FROM grab_rows
          WHERE grab_id = $1 AND type = '${type}' ORDER BY chunk) g
    CROSS JOIN LATERAL (SELECT * FROM contacts o WHERE o.id = ANY(g.contact_row_ids) OFFSET 0) c
    JOIN sessions x ON x.id = c.session_id
    ORDER BY g.chunk, c.id`;
  return streamCopy(db, { text, values: [options.grab_id] }, options);
}
