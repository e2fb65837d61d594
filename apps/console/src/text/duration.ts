const MS_PER_SECOND = 1_000;
const SECONDS_PER_MINUTE = 60;
const MINUTES_PER_HOUR = 60;

/** How long something took, in the two units that fit: "350 ms", "3.2 s", "2 min 5 s", "1 h 20 min". */
export function durationText(language: string, ms: number): string {
  const show = (value: number, unit: string, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value);
  if (ms < MS_PER_SECOND) return show(Math.round(ms), 'millisecond');
  const seconds = ms / MS_PER_SECOND;
  if (seconds < SECONDS_PER_MINUTE) return show(seconds, 'second', 1);
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / SECONDS_PER_MINUTE);
  if (minutes < MINUTES_PER_HOUR) {
    return `${show(minutes, 'minute')} ${show(whole % SECONDS_PER_MINUTE, 'second')}`;
  }
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  return `${show(hours, 'hour')} ${show(minutes % MINUTES_PER_HOUR, 'minute')}`;
}
