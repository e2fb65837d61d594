const MS_PER_SECOND = 1_000;
/** Year 9999: beyond it a date has no four-digit year. */
const MAX_SECONDS = 253_402_300_799;

/** The page's seconds since 1970 as ISO 8601; null for what is no time. */
export function timestampOrNull(seconds: number | null): string | null {
  if (seconds === null || seconds <= 0 || seconds > MAX_SECONDS) return null;
  return new Date(seconds * MS_PER_SECOND).toISOString();
}
