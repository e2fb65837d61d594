import { durationText } from '../../text/duration.ts';

const DAY_MS = 86_400_000;

/** For how long a process has run: in days from the second one on. */
export function uptimeText(language: string, startedAt: string, now = Date.now()): string {
  const ms = Math.max(0, now - Date.parse(startedAt));
  if (ms < 2 * DAY_MS) return durationText(language, ms);
  const options = { style: 'unit', unit: 'day', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, options).format(Math.floor(ms / DAY_MS));
}
