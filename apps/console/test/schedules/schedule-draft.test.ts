import { expect, test } from 'vitest';
import {
  bodyOf,
  draftOf,
  freshDraft,
  rhythmOf,
  type Schedule,
} from '../../src/rooms/schedules/schedule-draft.ts';

const stored = (values: Partial<Schedule>): Schedule => ({
  schedule_id: 's',
  session_id: 'a',
  kind: 'all',
  cron: null,
  every_hours: null,
  at: null,
  time_zone: 'Asia/Jakarta',
  spread_minutes: 10,
  quiet_hours: null,
  refresh: false,
  enabled: true,
  next_run_at: null,
  last_run_at: null,
  last_grab_id: null,
  missed_runs: 0,
  last_missed_at: null,
  created_at: '2026-01-15T10:00:00.000Z',
  ...values,
});

test('shows a simple cron pattern as a time of day, and makes the same pattern of it', () => {
  const draft = draftOf(stored({ cron: '30 2 * * 1,4' }));
  expect(draft).toMatchObject({ rhythm: 'daily', time: '02:30', days: ['1', '4'] });
  expect(bodyOf(draft)).toMatchObject({ cron: '30 2 * * 1,4', time_zone: 'Asia/Jakarta' });
  expect(rhythmOf(stored({ cron: '5  7 * * *' }))).toMatchObject({ time: '07:05', days: null });
});

test('leaves any other cron pattern as it is', () => {
  for (const cron of ['*/20 * * * *', '0 2 1 * *', '0 2 * * MON', '0 2 * * 1-5']) {
    const draft = draftOf(stored({ cron }));
    expect(draft.rhythm).toBe('cron');
    expect(bodyOf(draft)).toMatchObject({ cron });
  }
});

test('sends exactly one way of saying when', () => {
  expect(bodyOf(draftOf(stored({ every_hours: 6 })))).toMatchObject({ every_hours: 6 });
  expect(bodyOf(draftOf(stored({ every_hours: 6 })))).not.toHaveProperty('cron');
  const at = '2026-03-01T10:30:00.000Z';
  expect(bodyOf(draftOf(stored({ at })))).toMatchObject({ at });
});

test('quiet hours that are turned off are removed', () => {
  const draft = draftOf(stored({ every_hours: 6, quiet_hours: { from: '20:00', to: '06:00' } }));
  expect(bodyOf(draft).quiet_hours).toEqual({ from: '20:00', to: '06:00' });
  expect(bodyOf({ ...draft, hasQuiet: false }).quiet_hours).toBeNull();
  expect(bodyOf(freshDraft('UTC'))).toMatchObject({ cron: '0 2 * * *', quiet_hours: null });
});
