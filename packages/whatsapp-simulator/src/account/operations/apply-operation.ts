import type { Account } from '../account.ts';
import { contactOperations } from './contact-operations.ts';
import { groupOperations } from './group-operations.ts';
import { identityOperations } from './identity-operations.ts';
import { labelOperations } from './label-operations.ts';
import { memberOperations } from './member-operations.ts';
import {
  type Change,
  createChange,
  type Operation,
  type OperationResult,
  type Operations,
} from './operations.ts';
import { outContactOperations } from './out-contact-operations.ts';

const OPERATIONS: Operations<Operation['type']> = {
  ...contactOperations,
  ...identityOperations,
  ...groupOperations,
  ...memberOperations,
  ...outContactOperations,
  ...labelOperations,
};

/**
 * Changes the account and records in `change` what was touched. Throws ControlError when the
 * operation names a missing item or makes no sense.
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
