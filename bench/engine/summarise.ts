import type { Reading, Subject, Way } from '../../apps/engine/bench/messages.ts';
import { median } from '../median.ts';
import type { AccountSize } from './accounts.ts';
import { type AccountFigures, SUBJECTS } from './measure-account.ts';

export type MemoryGrowth = { readonly way: Way; readonly bytes: number };

type Name = AccountSize['name'];

const BYTES_PER_MB = 1e6;

/** The flat figures for comparing one run with the next. Ratios are ratios of medians. */
export function summarise(
  accounts: readonly AccountFigures[],
  memory: readonly MemoryGrowth[],
): Record<string, number> {
  const speedup = (name: Name, subject: Subject, way: Way, field: 'ms' | 'cpuMs' = 'ms') => {
    const of = (each: Way) => medianOf(accounts, { name, subject, way: each }, field);
    return round(of('library') / of(way));
  };
  const stall = (field: 'nodeStallMs' | 'pageStallMs') =>
    Math.max(
      ...SUBJECTS.map((subject) =>
        medianOf(accounts, { name: '50k', subject, way: 'served' }, field),
      ),
    );
  const grown = (way: Way) => memory.find((each) => each.way === way)?.bytes ?? 0;
  return {
    contacts_speedup_10k: speedup('10k', 'contacts', 'reader'),
    contacts_speedup_50k: speedup('50k', 'contacts', 'reader'),
    groups_speedup_500x200: speedup('10k', 'groups', 'reader'),
    groups_speedup_1000x100: speedup('50k', 'groups', 'reader'),
    groups_speedup_1000x1000: speedup('2k', 'groups', 'reader'),
    groups_stale_speedup_1000x100: speedup('50k', 'stale_groups', 'reader'),
    groups_stale_speedup_1000x1000: speedup('2k', 'stale_groups', 'reader'),
    contacts_cpu_speedup_50k: speedup('50k', 'contacts', 'reader', 'cpuMs'),
    groups_cpu_speedup_1000x100: speedup('50k', 'groups', 'reader', 'cpuMs'),
    groups_stale_cpu_speedup_1000x100: speedup('50k', 'stale_groups', 'reader', 'cpuMs'),
    contacts_served_speedup_50k: speedup('50k', 'contacts', 'served'),
    groups_served_speedup_1000x100: speedup('50k', 'groups', 'served'),
    node_stall_ms_50k: round(stall('nodeStallMs')),
    page_longtask_ms_50k: round(stall('pageStallMs')),
    rss_growth_mb_50k: round(grown('served') / BYTES_PER_MB),
    rss_growth_library_mb_50k: round(grown('library') / BYTES_PER_MB),
    library_contacts_mb_50k: round(
      medianOf(accounts, { name: '50k', subject: 'contacts', way: 'library' }, 'cdpBytes') /
        BYTES_PER_MB,
    ),
    contact_entries_50k: accounts.find(({ size }) => size.name === '50k')?.opened.entries ?? 0,
    queries_ours: sum(roundsOf(accounts).filter(({ way }) => way !== 'library')),
    queries_library: sum(
      roundsOf(accounts, '50k').filter(({ way, round: n }) => way === 'library' && n === 1),
    ),
  };
}

/** The median over the rounds of one figure. */
export function medianOf(
  accounts: readonly AccountFigures[],
  which: { name: Name; subject: Subject; way: Way },
  field: keyof Reading,
): number {
  const rounds = roundsOf(accounts, which.name).filter(
    ({ subject, way }) => subject === which.subject && way === which.way,
  );
  return median(rounds.map((each) => each[field]));
}

function roundsOf(accounts: readonly AccountFigures[], name?: Name) {
  return accounts
    .filter(({ size }) => name === undefined || size.name === name)
    .flatMap(({ rounds }) => rounds);
}

function sum(rounds: readonly { readonly queries: number }[]): number {
  return rounds.reduce((total, { queries }) => total + queries, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
