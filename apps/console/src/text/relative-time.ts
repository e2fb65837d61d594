const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;
const MS_PER_SECOND = 1_000;

/** For example "3 minutes ago", or "in 2 days", in the unit that fits. */
export function relativeTime(language: string, time: Date, now = new Date()): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  let amount = (time.getTime() - now.getTime()) / MS_PER_SECOND;
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return format.format(Math.round(amount), unit);
    amount /= size;
  }
  return time.toISOString();
}
