// Runs inside WhatsApp Web. What a chat says of itself (WAWebChatModel). Times are in seconds since 1970.

import type { ChatModel } from './whatsapp-web.ts';

/** Muted without an end (WAWebMuteModel). */
const FOREVER = -1;
/** Year 9999: beyond it a date has no four-digit year. */
const LAST_SECOND = 253_402_300_799;

/** Null for a chat without a message. */
export function lastActivity({ t }: ChatModel): number | null {
  return secondsOrNull(t);
}

export function isArchived({ archive }: ChatModel): boolean {
  return archive === true;
}

export function isLocked(chat: ChatModel): boolean {
  return chat.isLocked === true;
}

export function isMuted(chat: ChatModel): boolean {
  return chat.muteExpiration === FOREVER || mutedUntil(chat) !== null;
}

/** Null without an end, or when it is over. */
export function mutedUntil({ muteExpiration }: ChatModel): number | null {
  const end = secondsOrNull(muteExpiration);
  return end !== null && end * 1_000 > Date.now() ? end : null;
}

export function isoOrNull(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1_000).toISOString();
}

function secondsOrNull(value: unknown): number | null {
  const isTime = typeof value === 'number' && value > 0 && value <= LAST_SECOND;
  return isTime ? Math.trunc(value) : null;
}
