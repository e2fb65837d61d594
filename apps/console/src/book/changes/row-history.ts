import type { Change } from './change-kinds.ts';

/** The changes of one row, as a page of all changes has them: that it is gone now is a change of its own there. */
export function rowHistory(changes: readonly Change[]): readonly Change[] {
  return changes.map((one) =>
    one.change === 'created' ? { ...one, contact: { ...one.contact, status: 'active' } } : one,
  );
}
