const TO_ESCAPE = /["\\\p{Cc}]/u;

/** A text or null as JSON; most names have nothing to escape, and then this is much faster. */
export function jsonText(text: string | null): string {
  if (text === null) return 'null';
  return TO_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** The same of what the system made itself: ids, times, digits. */
export function plainText(text: string | null): string {
  return text === null ? 'null' : `"${text}"`;
}
