import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { lastGrabQuery, type Start } from './changes-query.ts';
import type { ChangesSearch, Since } from './changes-search.ts';

const DAY_MS = 86_400_000;
const DAYS = { day: 1, week: 7, month: 30 } as const;

type Started = {
  /** Null: not known yet. */
  readonly start: Start | null;
  /** What the choice shows. */
  readonly since: Since;
  /** The time of the last grab, where the list begins with it. */
  readonly grabbedAt: string | null;
  readonly error: unknown;
};

/** Where the list of an account, or of all (null), begins by what the address says. */
export function useStart(account: string | null, search: ChangesSearch): Started {
  const { cursor = null, date, person } = search;
  const usual = account === null ? 'week' : 'grab';
  const wanted = search.since ?? (person === undefined ? usual : 'all');
  // All accounts have no last grab in common.
  const since = wanted === 'grab' && account === null ? 'week' : wanted;
  const needsGrab = since === 'grab' && cursor === null && date === undefined;
  const { data: grabbedAt, error } = useQuery({
    ...lastGrabQuery(account ?? ''),
    enabled: needsGrab,
  });
  const start = useMemo((): Start | null => {
    if (cursor !== null) return { time: null, cursor };
    if (date !== undefined) return at(startOfDay(date));
    if (since === 'all') return at(null);
    if (since !== 'grab') return at(new Date(Date.now() - DAYS[since] * DAY_MS));
    return grabbedAt === undefined ? null : { time: grabbedAt, cursor: null };
  }, [cursor, date, since, grabbedAt]);
  return { start, since, grabbedAt: (needsGrab && grabbedAt) || null, error };
}

function at(time: Date | null): Start {
  return { time: time?.toISOString() ?? null, cursor: null };
}

/** By the clock of the reader. */
function startOfDay(date: string): Date {
  return new Date(`${date}T00:00:00`);
}
