import { createHash } from 'node:crypto';
import { ServiceError } from '@grabber/service-kit/service-error';

/** The place after a row: the row's sort key and its id. */
export type PagePlace = { readonly key: string; readonly id: number };

const SCOPE_CHARS = 22;

/**
 * The place between two pages as text. Callers send it back unchanged. It is valid only for the same
 * list: `scope` holds everything that selects and orders the rows, the session first.
 */
export function encodePageCursor(scope: readonly unknown[], place: PagePlace): string {
  const text = JSON.stringify([fingerprint(scope), place.key, place.id]);
  return Buffer.from(text).toString('base64url');
}

/** Throws VALIDATION_FAILED if the text is not a cursor of this list or its key does not match. */
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
  const message = {
    en: 'must be the next_cursor of a page of this list with the same parameters',
    id: 'harus berupa next_cursor dari halaman daftar ini dengan parameter yang sama',
  };
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
