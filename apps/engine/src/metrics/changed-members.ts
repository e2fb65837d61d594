import type { SessionState } from '../sessions/session-state.ts';

const CODE = 'WHATSAPP_WEB_CHANGED';
/** The name of a module of WhatsApp Web or of a property of its window, and no other text. */
const MEMBER = /\b(?:WA[A-Z]\w*|window)(?:\.\w+)*/;
const UNNAMED = 'unknown';

/** Members that a session's WhatsApp Web lacks, from its self-check or from the error of a failed start. */
export function changedMembers({
  missing,
  lastError,
}: Pick<SessionState, 'missing' | 'lastError'>): string[] {
  if (missing.length > 0) return missing.map(({ name }) => name);
  if (lastError?.code !== CODE) return [];
  return [MEMBER.exec(lastError.message)?.[0] ?? UNNAMED];
}
