import type { ClientBase } from 'pg';

/** For the joins of one grab; freed when it ends. */
const WORK_MEM = '64MB';
/** How many rows there are, and how many of them differ, is all that the plans depend on. */
const STATISTICS_TARGET = 10;

/**
 * Makes the plans of a grab's transaction independent of what other sessions stored. The statistics of
 * the stored tables may not know this session yet, or know it from when it was the only one. So joins
 * hash or merge, and a stored table is read through an index: each statement says `ofSession`,
 * `unresolvedOfSession` or `id = ANY (ARRAY(SELECT …))`. One without would read the whole table.
 */
export async function fixPlans(client: ClientBase): Promise<void> {
  await client.query(`SET LOCAL work_mem = '${WORK_MEM}'`);
  await client.query('SET LOCAL jit = off');
  await client.query(`SET LOCAL default_statistics_target = ${STATISTICS_TARGET}`);
  await client.query('SET LOCAL enable_nestloop = off');
  await client.query('SET LOCAL enable_seqscan = off');
}

/** For a statement whose trigger finds its rows by a join on their key. */
export async function withNestedLoops<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('SET LOCAL enable_nestloop = on');
  const result = await work();
  await client.query('SET LOCAL enable_nestloop = off');
  return result;
}

/**
 * Condition: all contacts of the session `$1`. The range holds every id; it is there for the planner,
 * which takes a range of unknown ends for few rows, and so reads them through the session's index.
 */
export function ofSession(contacts: string): string {
  return `${contacts}.session_id = $1 AND ${inAnyRange(`${contacts}.contact_id`)}`;
}

/** Condition: all members without a phone in the groups of the session `$1`, in the same way. */
export function unresolvedOfSession(members: string): string {
  return `${members}.session_id = $1 AND ${members}.phone_number IS NULL AND ${inAnyRange(`${members}.lid`)}`;
}

/** Ids begin with a digit, and are compared by their bytes. */
function inAnyRange(id: string): string {
  return `${id} BETWEEN (SELECT '') AND (SELECT '~')`;
}
