import { addReport, noQueries, type QueryCounts, type QueryReport } from '../query-counts.ts';
import type { Simulation } from './simulation.ts';

/** The queries of an account's pages up to now. Connected pages first report what is missing. */
export async function collectQueries(
  simulation: Simulation,
  accountId: string,
): Promise<QueryCounts> {
  const entry = simulation.accounts.get(accountId);
  const reports = await simulation.pages.commandAll(
    simulation.pages.ofAccount(accountId),
    'report_queries',
  );
  for (const report of reports as QueryReport[]) entry.queries = addReport(entry.queries, report);
  return entry.queries;
}

export async function resetQueries(simulation: Simulation, accountId: string): Promise<void> {
  await collectQueries(simulation, accountId);
  simulation.accounts.get(accountId).queries = noQueries();
}
