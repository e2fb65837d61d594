import type { Account } from './account.ts';
import { contactOperations } from './contact-operations.ts';
import { groupOperations } from './group-operations.ts';
import { identityOperations } from './identity-operations.ts';
import { memberOperations } from './member-operations.ts';
import type { Operation } from './operations.ts';

/** What operations touched: the persons (by index) and groups that pages must replace. */
export type Change = { persons: Set<number>; groups: Set<string> };

/** The ids of what an operation made or changed; a person's canonical id after it. */
export type OperationResult = { contact_id?: string; group_id?: string };

export type OperationOf<Type extends Operation['type']> = Extract<Operation, { type: Type }>;

/** One function for each kind of operation. */
export type Operations<Type extends Operation['type']> = {
  [Key in Type]: (account: Account, operation: OperationOf<Key>, change: Change) => OperationResult;
};

const OPERATIONS: Operations<Operation['type']> = {
  ...contactOperations,
  ...identityOperations,
  ...groupOperations,
  ...memberOperations,
};

export function createChange(): Change {
  return { persons: new Set(), groups: new Set() };
}

/**
 * Changes the account and notes in `change` what was touched.
 * @throws ControlError when the operation names what is not there or makes no sense
 */
export function applyOperation(
  account: Account,
  operation: Operation,
  change = createChange(),
): OperationResult {
  const apply = OPERATIONS[operation.type] as Operations<Operation['type']>[typeof operation.type];
  const result = (apply as (a: Account, o: Operation, c: Change) => OperationResult)(
    account,
    operation,
    change,
  );
  account.version += 1;
  return result;
}
