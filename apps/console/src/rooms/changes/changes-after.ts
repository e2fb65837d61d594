import type { Change } from '../../book/changes/change-kinds.ts';

export type ChangesPage = {
  readonly changes: readonly Change[];
  readonly next_cursor: string;
  readonly has_more: boolean;
};

/** The changes after a cursor, up to the end. `onCount`: how many are there so far. Rejects with ApiFailure. */
export async function changesAfter(
  read: (cursor: string) => Promise<ChangesPage>,
  from: string,
  onCount: (count: number) => void,
): Promise<Change[]> {
  const changes: Change[] = [];
  let cursor: string | null = from;
  while (cursor !== null) {
    const page: ChangesPage = await read(cursor);
    changes.push(...page.changes);
    onCount(changes.length);
    cursor = page.has_more ? page.next_cursor : null;
  }
  return changes;
}
