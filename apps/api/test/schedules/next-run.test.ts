import { describe, expect, it } from 'vitest';
import {
  afterQuietHours,
  decideRun,
  nextRun,
  type ScheduleRule,
  shortestGapMinutes,
} from '../../src/schedules/next-run.ts';

const HOUR_MS = 3_600_000;

function rule(given: Partial<ScheduleRule>): ScheduleRule {
  return {
    ...{ id: 'a', cron: null, every_hours: null, at: null, time_zone: 'UTC', spread_minutes: 0 },
    ...{ quiet_from: null, quiet_to: null, created_at: new Date('2026-01-01T00:00:00Z') },
    ...given,
  };
}

function runsOf(given: ScheduleRule, from: string, to: string): string[] {
  const runs: string[] = [];
  let next = nextRun(given, new Date(from));
  while (next !== null && next.due_at < new Date(to)) {
    runs.push(next.run_at.toISOString());
    next = nextRun(given, next.due_at);
  }
  return runs;
}

describe('over a year', () => {
  it.each([
    // The clocks of Jakarta never change.
    ['Asia/Jakarta', '30 2 * * *', { '19:30': 365 }],
    // Forward on 29 March at 02:00, back on 25 October at 03:00: 02:30 is missing once, and comes twice once.
    ['Europe/Berlin', '30 2 * * *', { '01:30': 87 + 67, '01:00': 1, '00:30': 210 }],
    // Forward on 4 October at 02:00, back on 5 April at 03:00, by half an hour.
    ['Australia/Lord_Howe', '15 2 * * *', { '15:15': 93 + 89, '15:30': 1, '15:45': 182 }],
  ])('%s, %s: one run a day, whatever the clocks do', (time_zone, cron, expected) => {
    const daily = rule({ cron, time_zone });
    const runs = runsOf(daily, '2025-12-31T17:00:00Z', '2026-12-31T17:00:00Z');
    expect(runs).toHaveLength(365);
    expect(new Set(runs).size).toBe(365);
    const local = new Intl.DateTimeFormat('en-CA', { timeZone: time_zone });
    expect(new Set(runs.map((run) => local.format(new Date(run)))).size).toBe(365);
    const hours: Record<string, number> = {};
    for (const run of runs) hours[run.slice(11, 16)] = (hours[run.slice(11, 16)] ?? 0) + 1;
    expect(hours).toEqual(expected);
  });

  it('every six hours is every six hours, also over the changes of the clocks', () => {
    const often = rule({ every_hours: 6, time_zone: 'Europe/Berlin' });
    const runs = runsOf(often, '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z').map(Date.parse);
    expect(runs).toHaveLength(365 * 4 - 1);
    expect(new Set(runs.slice(1).map((run, n) => run - (runs[n] ?? 0)))).toEqual(
      new Set([6 * HOUR_MS]),
    );
  });
});

it('a hundred schedules of midnight begin at different times, each within its spread', () => {
  const midnight = (id: string) => rule({ id, cron: '0 0 * * *', spread_minutes: 30 });
  const runs = Array.from({ length: 100 }, (_, n) =>
    nextRun(midnight(`schedule ${n}`), new Date('2026-03-01T12:00:00Z')),
  );
  const late = runs.map((run) => (run?.run_at.getTime() ?? 0) - Date.parse('2026-03-02T00:00:00Z'));
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...late)).toBeLessThan(HOUR_MS / 2);
  expect(new Set(late).size).toBeGreaterThan(80);
  const again = nextRun(midnight('schedule 7'), new Date('2026-03-01T12:00:00Z'));
  expect(again).toEqual(runs[7]);
});

describe('quiet hours', () => {
  const night = { quiet_from: '22:00', quiet_to: '06:00', time_zone: 'Asia/Jakarta' };
  it.each([
    ['2026-05-01T14:59:00Z', '2026-05-01T14:59:00Z'],
    ['2026-05-01T15:00:00Z', '2026-05-01T23:00:00.000Z'],
    ['2026-05-01T20:00:00Z', '2026-05-01T23:00:00.000Z'],
    ['2026-05-01T23:00:00Z', '2026-05-01T23:00:00Z'],
  ])('%s becomes %s', (time, expected) => {
    expect(afterQuietHours(night, new Date(time))).toEqual(new Date(expected));
  });

  it('a run in them begins at their end, on the day when the clocks change, too', () => {
    const given = { quiet_from: '01:00', quiet_to: '05:00', time_zone: 'Europe/Berlin' };
    const runs = runsOf(
      rule({ ...given, cron: '0 2 * * *' }),
      '2026-03-28T12:00:00Z',
      '2026-03-30T12:00:00Z',
    );
    expect(runs).toEqual(['2026-03-29T03:00:00.000Z', '2026-03-30T03:00:00.000Z']);
  });

  it('a run that is late waits for their end, and is not missed', () => {
    const late = rule({ ...night, cron: '0 12 * * *' });
    const due = new Date('2026-05-01T05:00:00Z');
    const decided = decideRun(late, due, new Date('2026-05-01T16:00:00Z'));
    expect(decided).toEqual({
      runs: false,
      missed: 0,
      due_at: due,
      next_run_at: new Date('2026-05-01T23:00:00.000Z'),
    });
  });
});

describe('after a time in which nothing ran', () => {
  it('several due runs become one, and the others are counted as missed', () => {
    const decided = decideRun(
      rule({ cron: '0 0 * * *' }),
      new Date('2026-05-01T00:00:00Z'),
      new Date('2026-05-04T10:00:00Z'),
    );
    const next = new Date('2026-05-05T00:00:00.000Z');
    expect(decided).toEqual({ runs: true, missed: 3, due_at: next, next_run_at: next });
  });

  it('a single run is made up for within a day, and missed after that', () => {
    const at = new Date('2026-05-01T00:00:00Z');
    const once = rule({ at });
    const over = { due_at: null, next_run_at: null };
    const soon = new Date('2026-05-01T23:00:00Z');
    expect(decideRun(once, at, soon)).toEqual({ runs: true, missed: 0, ...over });
    const late = new Date('2026-05-02T00:00:01Z');
    expect(decideRun(once, at, late)).toEqual({ runs: false, missed: 1, ...over });
  });

  it('of years of runs every quarter of an hour, the count ends and the next one is in the future', () => {
    const often = rule({ cron: '*/15 * * * *' });
    const now = new Date('2029-01-01T00:00:00Z');
    const decided = decideRun(often, new Date('2026-01-01T00:00:00Z'), now);
    expect(decided).toMatchObject({ runs: true, missed: 1_000 });
    expect(decided.next_run_at).toEqual(new Date('2029-01-01T00:15:00Z'));
  });
});

it('the shortest gap of a pattern is found, also where most are longer', () => {
  const now = new Date('2026-05-01T00:00:00Z');
  expect(shortestGapMinutes(rule({ cron: '0,10 3 * * *' }), now)).toBe(10);
  expect(shortestGapMinutes(rule({ cron: '0 3 * * *' }), now)).toBe(24 * 60);
});
