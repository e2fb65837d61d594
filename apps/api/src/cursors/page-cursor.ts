import { createHash } from 'node:crypto';
import { ServiceError } from '@grabber/service-kit/service-error';

/** Between two rows: the sort's key of the row before, and its id. */
export type PagePlace = { readonly key: string; readonly id: number };

const SCOPE_CHARS = 22;

/**
 * A place between two pages as a text that callers hand back as it is. It is good only for the same
 * list: `scope` is all that chooses and orders the rows, the session first.
 */
export function encodePageCursor(scope: readonly unknown[], place: PagePlace): string {
  const text = JSON.stringify([fingerprint(scope), place.key, place.id]);
  return Buffer.from(text).toString('base64url');
}

/** Throws VALIDATION_FAILED for a text that is no cursor of that list, or whose key is none. */
export function decodePageCursor(
  scope: readonly unknown[],
  cursor: string,
  keyPattern: RegExp,
): PagePlace {
  const [list, key, id] = parse(cursor);
  const sound = typeof key === 'string' && keyPattern.test(key) && !key.includes('\0');
  if (list === fingerprint(scope) && sound && Number.isSafeInteger(id) && Number(id) >= 0) {
    return { key, id: Number(id) };
  }
  const message = 'must be the next_cursor of a page of this list with the same parameters';
  const details = [{ path: 'query.cursor', message }];
  throw new ServiceError('VALIDATION_FAILED', 'The cursor is not valid.', { details });
}

function parse(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

function fingerprint(scope: readonly unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(scope)).digest('base64url');
  return hash.slice(0, SCOPE_CHARS);
}
