import type { ClientBase } from 'pg';
import type { ArrivedCounts, IntakeResult } from './staging/grab-intake.ts';
import { STAGING_TABLES } from './staging/staging-tables.ts';

/** The staged rows are not those that the read delivered. */
export class StagedRowsMissing extends Error {
  override readonly name = 'StagedRowsMissing';
  readonly code = 'STAGED_ROWS_MISSING';

  constructor(what: string, expected: number, found: number) {
    super(`${what}: ${expected} are expected, and ${found} are there`);
  }
}

/** `ANALYZE` and the merge look at the tables next, so this also brings them into memory. */
const COUNT = `SELECT ${STAGING_TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}`;

/**
 * Compares the staged rows with what was sent to Postgres, and that with the counts of the read's trailer. Throws
 * StagedRowsMissing.
 */
export async function checkStaged(
  client: ClientBase,
  { staged, arrived }: IntakeResult,
  read: ArrivedCounts | undefined,
): Promise<void> {
  for (const what of ['groups', 'contacts', 'participants'] as const) {
    const expected = read?.[what] ?? arrived[what];
    if (expected !== arrived[what]) throw new StagedRowsMissing(what, expected, arrived[what]);
  }
  const { rows } = await client.query<Record<string, number>>(COUNT);
  for (const table of STAGING_TABLES) {
    const found = rows[0]?.[table] ?? 0;
    if (found !== staged[table]) throw new StagedRowsMissing(table, staged[table], found);
  }
}
