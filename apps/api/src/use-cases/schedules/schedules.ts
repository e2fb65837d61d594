import { randomUUID } from 'node:crypto';
import type { CreateScheduleBody, UpdateScheduleBody } from '@grabber/contracts/api/schedule';
import type { ScheduleRow, ScheduleValues } from '@grabber/database/schedules/schedules';
import * as stored from '@grabber/database/schedules/schedules';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { type LocalText, ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import {
  isTimeZone,
  nextRun,
  type ScheduleRule,
  shortestGapMinutes,
  whyNotCron,
} from '../../schedules/next-run.ts';

const MAX_SCHEDULES = 20;
/** A linked device that reads its address book more often than that gains nothing. */
const SHORTEST_GAP_MINUTES = 15;
const DEFAULT_SPREAD_MINUTES = 10;

type Needs = Pick<Context, 'db' | 'clock'>;
type Rule = Omit<ScheduleRule, 'id' | 'created_at'> & { readonly enabled: boolean };

/** Throws TOO_MANY_SCHEDULES, and VALIDATION_FAILED for a rule that cannot be followed. */
export async function createSchedule(
  { db, clock }: Needs,
  session: SessionRow,
  body: CreateScheduleBody,
): Promise<ScheduleRow> {
  const id = randomUUID();
  const { kind, refresh = false } = body;
  const rule = ruleOf(body, null);
  const created_at = clock();
  const first = firstRun({ ...rule, id, created_at }, created_at);
  const values = { ...rule, kind, refresh, created_at, ...first };
  const row = await stored.addSchedule(db, {
    ...{ id, session_id: session.id, most: MAX_SCHEDULES, values },
  });
  if (row !== null) return row;
  throw new ServiceError(
    'TOO_MANY_SCHEDULES',
    `The session has ${MAX_SCHEDULES} schedules, as many as it may have.`,
  );
}

export function listSchedules({ db }: Needs, session: SessionRow): Promise<ScheduleRow[]> {
  return stored.listSchedules(db, session.id);
}

/** When the next grab of the session is queued by a schedule. Null: none is. */
export async function nextScheduledRun({ db }: Pick<Context, 'db'>, session: SessionRow) {
  return (await stored.nextRunOf(db, session.id))?.toISOString() ?? null;
}

/** Throws SCHEDULE_NOT_FOUND, also for a schedule of another session. */
export async function requireSchedule(
  { db }: Needs,
  session: SessionRow,
  id: string,
): Promise<ScheduleRow> {
  const row = await stored.getSchedule(db, { id, session_id: session.id });
  return row ?? notFound();
}

/** Throws SCHEDULE_NOT_FOUND, and VALIDATION_FAILED for a rule that cannot be followed. */
export async function updateSchedule(
  context: Needs,
  session: SessionRow,
  id: string,
  body: UpdateScheduleBody,
): Promise<ScheduleRow> {
  const before = await requireSchedule(context, session, id);
  const rule = ruleOf(body, before);
  const { kind, refresh } = body;
  const changed: Partial<ScheduleValues> = {
    ...rule,
    ...(kind && { kind }),
    ...(refresh !== undefined && { refresh }),
  };
  // What does not say when it runs leaves a run that is due, and so also a missed one, as it is.
  const says = [
    'cron',
    'every_hours',
    'at',
    'time_zone',
    'spread_minutes',
    'quiet_hours',
    'enabled',
  ];
  if (says.some((name) => name in body)) {
    Object.assign(
      changed,
      firstRun({ ...rule, id, created_at: before.created_at }, context.clock()),
    );
  }
  const row = await stored.changeSchedule(context.db, { id, session_id: session.id }, changed);
  return row ?? notFound();
}

/** Answers its id. Throws SCHEDULE_NOT_FOUND. */
export async function deleteSchedule(
  { db }: Needs,
  session: SessionRow,
  id: string,
): Promise<string> {
  if (!(await stored.deleteSchedule(db, { id, session_id: session.id }))) notFound();
  return id;
}

function notFound(): never {
  throw new ServiceError('SCHEDULE_NOT_FOUND', 'The session has no such schedule.');
}

/** The rule of the body, or else the one before. */
function ruleOf(body: UpdateScheduleBody, before: ScheduleRow | null): Rule {
  const given = [body.cron, body.every_hours, body.at].filter((each) => each !== undefined);
  if (given.length > 1 || (before === null && given.length === 0)) {
    refuse('cron', {
      en: 'exactly one of cron, every_hours and at is needed',
      id: 'tepat satu dari cron, every_hours, dan at harus diisi',
    });
  }
  const isNew = given.length > 0;
  const { cron = null, every_hours = null } = isNew ? body : (before ?? {});
  const at = body.at === undefined ? null : new Date(body.at);
  if (at && Number.isNaN(at.getTime()))
    refuse('at', {
      en: 'must be a time without a leap second',
      id: 'harus berupa waktu tanpa detik kabisat',
    });
  const quiet =
    body.quiet_hours === undefined
      ? { quiet_from: before?.quiet_from ?? null, quiet_to: before?.quiet_to ?? null }
      : { quiet_from: body.quiet_hours?.from ?? null, quiet_to: body.quiet_hours?.to ?? null };
  return {
    ...{ cron, every_hours, at: isNew ? at : (before?.at ?? null), ...quiet },
    time_zone: body.time_zone ?? before?.time_zone ?? 'UTC',
    spread_minutes:
      body.spread_minutes ??
      (isNew ? undefined : before?.spread_minutes) ??
      (at === null ? DEFAULT_SPREAD_MINUTES : 0),
    enabled: body.enabled ?? before?.enabled ?? true,
  };
}

/** Its first run from now on. Throws VALIDATION_FAILED when the rule cannot be followed. */
function firstRun(
  rule: Rule & Pick<ScheduleRule, 'id' | 'created_at'>,
  now: Date,
): Pick<ScheduleValues, 'due_at' | 'next_run_at'> {
  if (!isTimeZone(rule.time_zone)) {
    refuse('time_zone', {
      en: 'must be the name of a time zone, as Asia/Jakarta',
      id: 'harus berupa nama zona waktu, misalnya Asia/Jakarta',
    });
  }
  const why = rule.cron === null ? null : whyNotCron(rule.cron, rule.time_zone);
  if (why !== null) {
    refuse('cron', {
      en: `must be a cron pattern: minute hour day month day-of-week (${why})`,
      id: `harus berupa pola cron: menit jam tanggal bulan hari (${why})`,
    });
  }
  const run = nextRun(rule, now);
  if (run === null) {
    // A one-off that is over may still be switched off.
    if (rule.at !== null && !rule.enabled) return { due_at: null, next_run_at: null };
    if (rule.at !== null) refuse('at', { en: 'must be in the future', id: 'harus di masa depan' });
    refuse('cron', {
      en: 'must have a next run: no such day comes',
      id: 'harus memiliki jadwal berikutnya: tanggal itu tidak pernah ada',
    });
  }
  if (rule.cron !== null && shortestGapMinutes(rule, now) < SHORTEST_GAP_MINUTES) {
    refuse('cron', {
      en: `must leave ${SHORTEST_GAP_MINUTES} minutes between two runs`,
      id: `harus memberi jarak ${SHORTEST_GAP_MINUTES} menit antara dua jadwal`,
    });
  }
  return { due_at: run.due_at, next_run_at: run.run_at };
}

function refuse(field: string, message: LocalText): never {
  const details = [{ path: `body.${field}`, message }];
  throw new ServiceError('VALIDATION_FAILED', 'The schedule is not valid.', { details });
}
