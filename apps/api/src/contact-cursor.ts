import type { ContactPosition } from '@grabber/database/read-contacts-page';

/** What a cursor is good for: the pages of one session, all of it or one type. */
export type CursorScope = {
  readonly sessionId: string;
  readonly type: 'individual' | 'group' | undefined;
};

const CURSOR =
  /^(?<session>[0-9a-f-]{36}) (?<scope>all|individual|group) (?<type>individual|group) (?<id>[1-9]\d{0,14})$/;

/** A place between two pages as a text that callers hand back as it is. */
export function encodeCursor(scope: CursorScope, position: ContactPosition): string {
  const { sessionId, type = 'all' } = scope;
  return Buffer.from(`${sessionId} ${type} ${position.type} ${position.id}`).toString('base64url');
}

/** Null for a text that is no cursor, or one of another session or another type. */
export function decodeCursor(scope: CursorScope, cursor: string): ContactPosition | null {
  const parts = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1'))?.groups;
  if (!parts || parts.session !== scope.sessionId) return null;
  if (parts.scope !== (scope.type ?? 'all')) return null;
  return { type: parts.type as ContactPosition['type'], id: Number(parts.id) };
}
