// Runs inside WhatsApp Web. The members of groups in the page's own database, which never asks WhatsApp.

import { moduleOrNull } from '../modules.ts';
import { delay } from '../tasks.ts';
import type { MemberRow } from '../whatsapp-web.ts';

export type GroupRows = {
  /** Null where a group has no row, or one that is not to be used. */
  readonly rows: readonly (MemberRow | null)[];
  /** Why the database gave no rows at all; else null. */
  readonly problem: string | null;
};

/** A row with this type of staleness is to be replaced before it is used. */
const STALE_MEMBERS = 'participant';

/** One look at the rows of these groups. Never rejects. */
export async function readGroupRows(
  ids: readonly string[],
  patienceMs: number,
): Promise<GroupRows> {
  try {
    const table = moduleOrNull('WAWebSchemaParticipant')?.getParticipantTable?.();
    if (typeof table?.bulkGet !== 'function') return failed(ids, 'has no table of members');
    const rows = await Promise.race([table.bulkGet(ids), delay(patienceMs)]);
    if (!Array.isArray(rows)) return failed(ids, 'gave no answer in time');
    return { rows: ids.map((_, n) => usableRow(rows[n])), problem: null };
  } catch {
    return failed(ids, 'could not be read');
  }
}

function failed(ids: readonly string[], what: string): GroupRows {
  return { rows: ids.map(() => null), problem: `the page's database ${what}` };
}

/** The rules by which the page itself takes a row or asks WhatsApp instead. */
function usableRow(row: MemberRow | null | undefined): MemberRow | null {
  if (!row || !Array.isArray(row.participants) || row.participants.length === 0) return null;
  const isIncomplete = row.deviceSyncComplete === false || row.staleType === STALE_MEMBERS;
  return isIncomplete ? null : row;
}
