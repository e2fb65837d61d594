import type { Schedule } from '@grabber/contracts/api/schedule';
import type { ScheduleRow } from '@grabber/database/schedules/schedules';

const timeOf = (time: Date | null) => time?.toISOString() ?? null;

export function scheduleToWire(row: ScheduleRow): Schedule {
  const { quiet_from: from, quiet_to: to } = row;
  return {
    schedule_id: row.id,
    session_id: row.session_id,
    kind: row.kind,
    cron: row.cron,
    every_hours: row.every_hours,
    at: timeOf(row.at),
    time_zone: row.time_zone,
    spread_minutes: row.spread_minutes,
    quiet_hours: from !== null && to !== null ? { from, to } : null,
    refresh: row.refresh,
    enabled: row.enabled,
    next_run_at: row.enabled ? timeOf(row.next_run_at) : null,
    last_run_at: timeOf(row.last_run_at),
    last_grab_id: row.last_grab_id,
    missed_runs: row.missed_runs,
    last_missed_at: timeOf(row.last_missed_at),
    created_at: row.created_at.toISOString(),
  };
}
