import { isDeepStrictEqual } from 'node:util';
import type { SyncProgress, SyncReport } from '../../reading/account-reader.ts';

/** The last report of a page's sync. */
export type SyncMemory = (SyncReport & SyncProgress) | null;

/** The sync has moved if a part of its state changed, or if one of its marks grew. */
export function withReport(before: SyncMemory, report: SyncReport): NonNullable<SyncMemory> {
  if (before === null) return { ...report, progressAt: performance.now(), hasMoved: false };
  const isMove =
    !isDeepStrictEqual(report.state, before.state) ||
    report.marks.some((mark, n) => mark > (before.marks[n] ?? 0));
  const { progressAt, hasMoved } = before;
  return {
    ...report,
    ...(isMove ? { progressAt: performance.now(), hasMoved: true } : { progressAt, hasMoved }),
  };
}
