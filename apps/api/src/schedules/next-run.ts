import { createHash } from 'node:crypto';
import type { Decision } from '@grabber/database/schedules/schedules';
import { Cron } from 'croner';

/** When a schedule runs: one of `cron`, `every_hours` and `at`. */
export type ScheduleRule = {
  readonly id: string;
  readonly cron: string | null;
  readonly every_hours: number | null;
  readonly at: Date | null;
  readonly time_zone: string;
  readonly spread_minutes: number;
  /** `HH:MM` in the time zone. */
  readonly quiet_from: string | null;
  readonly quiet_to: string | null;
  readonly created_at: Date;
};

/** A run: the time that the rule says, and the time that it begins. */
export type Run = { readonly due_at: Date; readonly run_at: Date };

/** A single run that is later than that is not worth its grab any more. */
const LATEST_SINGLE_RUN_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Of a rule that was due more often than that while the API was away, no more are counted. */
const MOST_COUNTED = 1_000;

/**
 * The first run that the rule says after that time; null: no run follows. A local time that does not exist on a
 * day when the clocks go forward counts as the first one that does; one that comes twice runs once.
 */
export function nextRun(rule: ScheduleRule, after: Date): Run | null {
  const due_at = nextDue(rule, after);
  return due_at && { due_at, run_at: afterQuietHours(rule, spread(rule, due_at)) };
}

/**
 * What to do at `now` about a run that was due then. Several that have become due since are one run, and the
 * others count as missed. A run that has become due in the quiet hours, because nothing ran it before, waits for
 * their end.
 */
export function decideRun(rule: ScheduleRule, dueAt: Date, now: Date): Decision {
  const allowed = afterQuietHours(rule, now);
  if (allowed > now) return { runs: false, missed: 0, due_at: dueAt, next_run_at: allowed };
  const isTooLate = rule.at !== null && now.getTime() - rule.at.getTime() > LATEST_SINGLE_RUN_MS;
  let missed = isTooLate ? 1 : 0;
  let next = nextRun(rule, dueAt);
  while (next !== null && next.run_at <= now) {
    missed += 1;
    next = nextRun(rule, missed < MOST_COUNTED ? next.due_at : now);
  }
  const then = { due_at: next?.due_at ?? null, next_run_at: next?.run_at ?? null };
  return { runs: !isTooLate, missed, ...then };
}

/** The end of the quiet hours in which that time is; else the time itself. */
export function afterQuietHours(
  { quiet_from, quiet_to, time_zone }: Pick<ScheduleRule, 'quiet_from' | 'quiet_to' | 'time_zone'>,
  time: Date,
): Date {
  if (quiet_from === null || quiet_to === null || quiet_from === quiet_to) return time;
  const local = timeOfDay(time, time_zone);
  const isQuiet =
    quiet_from < quiet_to
      ? quiet_from <= local && local < quiet_to
      : quiet_from <= local || local < quiet_to;
  if (!isQuiet) return time;
  const [hour, minute] = quiet_to.split(':').map(Number);
  return cronOf(`${minute} ${hour} * * *`, time_zone).nextRun(time) ?? time;
}

/** Why the pattern or the zone cannot be used; null: they can. */
export function whyNotCron(cron: string, timeZone: string): string | null {
  try {
    cronOf(cron, timeZone);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
  }
}

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The shortest time between two of the next runs, in minutes. Infinite if there is at most one. */
export function shortestGapMinutes(rule: ScheduleRule, after: Date): number {
  const LOOKED_AT = 100;
  let shortest = Number.POSITIVE_INFINITY;
  let last = nextDue(rule, after);
  for (let count = 0; last !== null && count < LOOKED_AT; count += 1) {
    const next = nextDue(rule, last);
    if (next === null) break;
    shortest = Math.min(shortest, next.getTime() - last.getTime());
    last = next;
  }
  return shortest / MINUTE_MS;
}

function nextDue(rule: ScheduleRule, after: Date): Date | null {
  if (rule.at !== null) return rule.at > after ? rule.at : null;
  if (rule.every_hours !== null) {
    const step = rule.every_hours * HOUR_MS;
    const begin = rule.created_at.getTime();
    const passed = Math.max(0, Math.floor((after.getTime() - begin) / step));
    return new Date(begin + (passed + 1) * step);
  }
  return cronOf(rule.cron ?? '', rule.time_zone).nextRun(after);
}

/**
 * Many schedules are made for midnight: each begins at another minute of its spread, and the same run always at
 * the same one.
 */
function spread({ id, spread_minutes }: ScheduleRule, dueAt: Date): Date {
  const share = createHash('sha256').update(`${id} ${dueAt.toISOString()}`).digest().readUInt32BE();
  const seconds = Math.floor((share / 2 ** 32) * spread_minutes * 60);
  return new Date(dueAt.getTime() + seconds * 1_000);
}

function cronOf(pattern: string, timezone: string): Cron {
  return new Cron(pattern, { timezone, mode: '5-part' });
}

function timeOfDay(time: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return format.format(time);
}
