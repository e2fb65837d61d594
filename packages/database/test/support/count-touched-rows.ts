import type { Database } from '../../src/connection/open-database.ts';

/** A node of a plan as EXPLAIN (ANALYZE, FORMAT JSON) has it. */
type PlanNode = Readonly<Record<string, unknown>> & { readonly Plans?: readonly PlanNode[] };

/** What a node made of its input, per loop. */
const ROWS = [
  'Actual Rows',
  'Rows Removed by Filter',
  'Rows Removed by Join Filter',
  'Rows Removed by Index Recheck',
];

const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
  'auto_explain.log_nested_statements': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_level': 'notice',
};

/** The address of a database that explains each statement to its client. */
export function explained(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const options = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  url.searchParams.set('options', options.join(' '));
  return url.toString();
}

/**
 * Counts the rows that all steps of all statements of a pool make or throw away: the work of a grab or of
 * a read, the same on any machine. Call it on an `explained` database before its first statement.
 */
export function countTouchedRows(
  db: Database,
  pool: 'pool' | 'grabPool' = 'grabPool',
): { rows(): number; reset(): void } {
  let rows = 0;
  db[pool].on('connect', (client) => {
    client.on('notice', ({ message = '' }) => {
      const [, plan] = message.split(' plan:\n');
      if (plan !== undefined) rows += touchedBy(JSON.parse(plan).Plan);
    });
  });
  return {
    rows: () => rows,
    reset: () => {
      rows = 0;
    },
  };
}

function touchedBy(node: PlanNode): number {
  const own = ROWS.reduce((sum, name) => sum + Number(node[name] ?? 0), 0);
  const ofInputs = (node.Plans ?? []).reduce((sum, input) => sum + touchedBy(input), 0);
  return own * Number(node['Actual Loops']) + ofInputs;
}
