import type { Operation } from '../account/operations/operations.ts';
import { createChange, type OperationResult } from '../account/operations/operations.ts';
import { pageChangeOf } from '../account/page-data.ts';
import type { Simulation } from './simulation.ts';

/**
 * Applies operations as if done on the phone and pushes them to the account's pages. Resolves when
 * the pages show them. If one fails, those before it stay applied.
 */
export async function changeAccount(
  simulation: Simulation,
  accountId: string,
  operations: Operation[],
): Promise<OperationResult[]> {
  const entry = simulation.accounts.get(accountId);
  const change = createChange();
  try {
    return simulation.accounts.change(entry, operations, change);
  } finally {
    const body = { change: pageChangeOf(entry.account, change.persons, change.groups) };
    await simulation.pages.commandAll(simulation.pages.ofAccount(accountId), 'change', body);
  }
}
