import { type Static, Type } from 'typebox';
import { ReadKind } from '../engine/reading.ts';
import { SessionId, Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { SessionParams } from './session.ts';

/** A schedule's id. Any text is valid: a text that is not a schedule of the session is "not found". */
export const ScheduleParams = Type.Object({
  ...SessionParams.properties,
  scheduleId: Type.String({ minLength: 1, maxLength: 200 }),
});

/** `HH:MM`, in the schedule's time zone. */
const TimeOfDay = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

/** No run begins between these times. One that is due then begins at the end. `from` may be later than `to`. */
export const QuietHours = Type.Object(
  { from: TimeOfDay, to: TimeOfDay },
  { additionalProperties: false },
);
export type QuietHours = Static<typeof QuietHours>;

const Refresh = Type.Boolean();
const SpreadMinutes = Type.Integer({ minimum: 0, maximum: 720 });
const EveryHours = Type.Integer({ minimum: 1, maximum: 744 });
/** Five parts: minute, hour, day, month, day of the week. */
const CronPattern = Type.String({ minLength: 1, maxLength: 100 });
/** A name of the IANA database, as `Asia/Jakarta`. */
const TimeZone = Type.String({ minLength: 1, maxLength: 64 });

/** Exactly one of `cron`, `every_hours` and `at` says when. */
export const CreateScheduleBody = Type.Object(
  {
    kind: ReadKind,
    cron: Type.Optional(CronPattern),
    every_hours: Type.Optional(EveryHours),
    /** Once, in the future. */
    at: Type.Optional(Timestamp),
    /** Default UTC. */
    time_zone: Type.Optional(TimeZone),
    /** Each run begins so many minutes later at most, by chance. Default 10; of `at`: 0. */
    spread_minutes: Type.Optional(SpreadMinutes),
    quiet_hours: Type.Optional(Nullable(QuietHours)),
    /** Asks WhatsApp for the members of all groups again. Default false. */
    refresh: Type.Optional(Refresh),
    /** Default true. */
    enabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type CreateScheduleBody = Static<typeof CreateScheduleBody>;

/** What is absent stays. A new `cron`, `every_hours` or `at` takes the place of the one before. */
export const UpdateScheduleBody = Type.Object(
  { ...Type.Partial(CreateScheduleBody).properties },
  { additionalProperties: false, minProperties: 1 },
);
export type UpdateScheduleBody = Static<typeof UpdateScheduleBody>;

export const Schedule = Type.Object({
  schedule_id: Type.String({ format: 'uuid' }),
  session_id: SessionId,
  kind: ReadKind,
  cron: Nullable(CronPattern),
  every_hours: Nullable(EveryHours),
  at: Nullable(Timestamp),
  time_zone: TimeZone,
  spread_minutes: SpreadMinutes,
  quiet_hours: Nullable(QuietHours),
  refresh: Refresh,
  enabled: Type.Boolean(),
  /** Null: none follows. */
  next_run_at: Nullable(Timestamp),
  last_run_at: Nullable(Timestamp),
  /** The grab that the last run queued, or joined. */
  last_grab_id: Nullable(Type.String({ format: 'uuid' })),
  /** Runs that were due while the API or its database was away. Several such runs became one. */
  missed_runs: Type.Integer({ minimum: 0 }),
  last_missed_at: Nullable(Timestamp),
  created_at: Timestamp,
});
export type Schedule = Static<typeof Schedule>;

export const ScheduleList = Type.Object({
  session_id: SessionId,
  /** Oldest first. */
  schedules: Type.Array(Schedule),
});

export const DeletedSchedule = Type.Object({ schedule_id: Type.String({ format: 'uuid' }) });
