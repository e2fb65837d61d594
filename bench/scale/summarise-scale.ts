import type { Sealed } from '../../apps/engine/bench/measure-sealing.ts';
import type { Table } from '../benchmark.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import type { AllAwake } from './measure-awake.ts';
import type { Moved } from './measure-bundles.ts';
import type { Night } from './measure-night.ts';
import { FASTER } from './measure-scheduled-hour.ts';

const GB = 1e9;
const MB = 1e6;
const SECOND = 1_000;
const P95 = 0.95;

export type ScaleFigures = {
  readonly sessions: number;
  readonly slots: number;
  readonly night: Night;
  readonly awake: AllAwake;
  readonly moved: readonly Moved[];
  readonly sealed: readonly Sealed[];
};

/** What one session more takes, when all keep their browsers. */
function bytesEachAwake({ sessions, resting, empty }: AllAwake): number {
  return (resting.total - empty.total) / sessions;
}

/** From fewer sessions: a machine that holds them all is not needed. */
function allAwakeBytes({ sessions, awake }: ScaleFigures): number {
  return awake.empty.total + sessions * bytesEachAwake(awake);
}

export function figuresOf(figures: ScaleFigures): Record<string, number> {
  const { sessions, night, awake, moved, sealed } = figures;
  const times = night.awake.map(
    ({ contacts, ms }) => [`awake_seconds_${contacts}`, round(median(ms) / SECOND, 1)] as const,
  );
  const moves = moved.flatMap(({ contacts, closeMs, sealMs, wakeMs, restoreMs }) => [
    [`seal_ms_${contacts}_contacts`, round(sealMs - closeMs)] as const,
    [`restore_ms_${contacts}_contacts`, round(restoreMs - wakeMs)] as const,
  ]);
  const bundles = sealed.flatMap(({ profileBytes, sealMs, restoreMs }) => [
    [`seal_ms_${round(profileBytes / MB)}_mb`, round(sealMs)] as const,
    [`restore_ms_${round(profileBytes / MB)}_mb`, round(restoreMs)] as const,
  ]);
  return {
    night_minutes: round(night.ms / SECOND / 60),
    sessions_an_hour: round((sessions / night.ms) * SECOND * 3_600),
    night_peak_gb: round(night.peak.total / GB, 2),
    most_browsers: night.peak.browsers,
    hour_wait_seconds_median: round(median(night.hour.waits) / SECOND, 1),
    hour_wait_seconds_p95: round(percentile(night.hour.waits, P95) / SECOND, 1),
    hour_awake_seconds_median: round(median(night.hour.awakeMs) / SECOND, 1),
    hour_peak_gb: round(night.hour.peak.total / GB, 2),
    sessions_a_gb: round(sessions / (night.peak.total / GB), 1),
    all_awake_gb_extrapolated: round(allAwakeBytes(figures) / GB, 2),
    awake_mb_a_session: round(bytesEachAwake(awake) / MB),
    ...Object.fromEntries([...times, ...moves, ...bundles]),
  };
}

export function tablesOf(figures: ScaleFigures): Table[] {
  const { night, moved, sealed } = figures;
  return [
    nightTable(figures),
    hourTable(night),
    awakeTable(night),
    movedTable(moved),
    sealedTable(sealed),
  ];
}

function nightTable(figures: ScaleFigures): Table {
  const { sessions, slots, night, awake } = figures;
  const waits = night.grabs.map(({ ms }) => ms);
  return {
    title: `${sessions} sessions, all grabbed at once`,
    columns: ['what', `asleep, ${slots} browsers`, `awake (from ${awake.sessions} sessions)`],
    rows: [
      ['all are stored after', `${round(night.ms / SECOND)} s`, '-'],
      ['longest from request to result', `${round(Math.max(...waits) / SECOND)} s`, '-'],
      ['the same, median', `${round(median(waits) / SECOND)} s`, '-'],
      ['most browsers', String(night.peak.browsers), String(sessions)],
      ['memory, most', `${round(night.peak.total / GB, 2)} GB`, '-'],
      ['memory at rest', '-', `${round(allAwakeBytes(figures) / GB, 2)} GB`],
    ],
  };
}

function hourTable({ hour: { waits, awakeMs, peak } }: Night): Table {
  return {
    title: `An hour of schedules, ${FASTER} times as fast`,
    columns: ['what', 'median', '95th percentile', 'most'],
    rows: [
      ['due until stored', ...spreadOf(waits)],
      ['awake for it', ...spreadOf(awakeMs)],
      ['memory', '-', '-', `${round(peak.total / GB, 2)} GB`],
      ['browsers', '-', '-', String(peak.browsers)],
    ],
  };
}

function spreadOf(ms: readonly number[]): string[] {
  return [median(ms), percentile(ms, P95), Math.max(...ms)].map(
    (each) => `${round(each / SECOND, 1)} s`,
  );
}

function awakeTable({ awake }: Night): Table {
  return {
    title: 'How long a session is awake for one grab',
    columns: ['contacts', 'median', '95th percentile'],
    rows: awake.map(({ contacts, ms }) => [
      String(contacts),
      `${round(median(ms) / SECOND, 1)} s`,
      `${round(percentile(ms, P95) / SECOND, 1)} s`,
    ]),
  };
}

function movedTable(moved: readonly Moved[]): Table {
  return {
    title: 'A profile that moves (including the closing and the start of its browser)',
    columns: ['contacts', 'close', 'close and seal', 'wake', 'restore and wake elsewhere'],
    rows: moved.map(({ contacts, closeMs, sealMs, wakeMs, restoreMs }) => [
      String(contacts),
      ...[closeMs, sealMs, wakeMs, restoreMs].map((ms) => `${round(ms)} ms`),
    ]),
  };
}

function sealedTable(sealed: readonly Sealed[]): Table {
  return {
    title: 'To seal and to restore the databases of a profile alone (a folder as the store)',
    columns: ['profile', 'copy', 'seal', 'restore'],
    rows: sealed.map(({ profileBytes, bytes, sealMs, restoreMs }) => [
      ...[profileBytes, bytes].map((size) => `${round(size / MB)} MB`),
      ...[sealMs, restoreMs].map((ms) => `${round(ms)} ms`),
    ]),
  };
}

function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
