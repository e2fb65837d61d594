import type { SessionState } from '../sessions/session-state.ts';

const CODE = 'WHATSAPP_WEB_CHANGED';
/** A module of WhatsApp Web, or what hangs on its window; never a text that might hold more. */
const MEMBER = /\b(?:WA[A-Z]\w*|window)(?:\.\w+)*/;
const UNNAMED = 'unknown';

/** What a session's WhatsApp Web lacks: as its self-check found, or as the start that failed for it says. */
export function changedMembers({
  missing,
  lastError,
}: Pick<SessionState, 'missing' | 'lastError'>): string[] {
  if (missing.length > 0) return missing.map(({ name }) => name);
  if (lastError?.code !== CODE) return [];
  return [MEMBER.exec(lastError.message)?.[0] ?? UNNAMED];
}
