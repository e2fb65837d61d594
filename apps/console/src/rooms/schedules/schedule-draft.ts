import type { Schema } from '@grabber/api-client';

export type Schedule = Schema<'Schedule'>;

/** How a person says when: at a time of some days, every few hours, once, or by a cron pattern. */
export const RHYTHMS = ['daily', 'hours', 'once', 'cron'] as const;
export type Rhythm = (typeof RHYTHMS)[number];
export const KINDS = ['all', 'contacts', 'groups'] as const;

/** A schedule while a person edits it. */
export type Draft = {
  readonly kind: Schedule['kind'];
  readonly rhythm: Rhythm;
  /** `HH:MM`, of `daily`. */
  readonly time: string;
  /** The days of the week, 0 is Sunday. Null: every day. */
  readonly days: readonly string[] | null;
  readonly hours: string;
  /** `YYYY-MM-DDTHH:MM`, in the time zone of the browser. */
  readonly once: string;
  readonly cron: string;
  readonly zone: string;
  readonly hasQuiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly spread: string;
  readonly refresh: boolean;
};

export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '0'] as const;
const DAILY = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-6](?:,[0-6])*)$/;

export function freshDraft(zone: string): Draft {
  return {
    kind: 'all',
    rhythm: 'daily',
    time: '02:00',
    days: null,
    hours: '6',
    once: '',
    cron: '0 2 * * *',
    zone,
    hasQuiet: false,
    quietFrom: '08:00',
    quietTo: '17:00',
    spread: '10',
    refresh: false,
  };
}

export function draftOf(schedule: Schedule): Draft {
  const { kind, time_zone: zone, quiet_hours: quiet, spread_minutes, refresh } = schedule;
  const fresh = freshDraft(zone);
  return {
    ...fresh,
    kind,
    ...rhythmOf(schedule),
    hasQuiet: quiet !== null,
    quietFrom: quiet?.from ?? fresh.quietFrom,
    quietTo: quiet?.to ?? fresh.quietTo,
    spread: String(spread_minutes),
    refresh,
  };
}

type When = Pick<Schedule, 'cron' | 'every_hours' | 'at'>;

/** A simple cron pattern becomes a time of day. */
export function rhythmOf({ cron, every_hours: hours, at }: When): Partial<Draft> & {
  readonly rhythm: Rhythm;
} {
  if (hours !== null) return { rhythm: 'hours', hours: String(hours) };
  if (at !== null) return { rhythm: 'once', once: localTime(at) };
  const daily = cron?.trim().replace(/\s+/g, ' ').match(DAILY);
  if (!daily) return { rhythm: 'cron', cron: cron ?? '' };
  const [, minute = '0', hour = '0', days = '*'] = daily;
  return {
    rhythm: 'daily',
    cron: cron ?? '',
    time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`,
    days: days === '*' ? null : days.split(','),
  };
}

/** The draft as the API takes it. */
export function bodyOf(draft: Draft) {
  return {
    kind: draft.kind,
    ...whenOf(draft),
    time_zone: draft.zone,
    spread_minutes: Number(draft.spread),
    quiet_hours: draft.hasQuiet ? { from: draft.quietFrom, to: draft.quietTo } : null,
    refresh: draft.refresh,
  };
}

function whenOf({ rhythm, time, days, hours, once, cron }: Draft) {
  if (rhythm === 'hours') return { every_hours: Number(hours) };
  if (rhythm === 'once') return { at: new Date(once).toISOString() };
  if (rhythm === 'cron') return { cron: cron.trim() };
  const [hour, minute] = time.split(':').map(Number);
  return { cron: `${minute} ${hour} * * ${days === null ? '*' : days.toSorted().join(',')}` };
}

const TWO = 2;

/** An instant as `datetime-local` shows it. */
function localTime(iso: string): string {
  const time = new Date(iso);
  const two = (value: number) => String(value).padStart(TWO, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}
