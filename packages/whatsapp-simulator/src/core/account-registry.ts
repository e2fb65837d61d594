import type { Account } from '../account/account.ts';
import type { AccountSpec } from '../account/account-spec.ts';
import { completeSpec } from '../account/complete-spec.ts';
import { generateAccount } from '../account/generate-account.ts';
import { applyOperation } from '../account/operations/apply-operation.ts';
import type { Change, Operation, OperationResult } from '../account/operations/operations.ts';
import { ControlError } from '../control-error.ts';
import type { LastingFault } from '../faults.ts';
import type { PageOptions } from '../page-options.ts';
import { noQueries, type QueryCounts } from '../query-counts.ts';
import type { StateStore } from '../state-store.ts';

/** An account with the faults, options and queries of its pages. */
export type AccountEntry = {
  account: Account;
  operations: Operation[];
  faults: LastingFault[];
  options: Partial<PageOptions>;
  queries: QueryCounts;
};

type StoredAccount = Pick<AccountEntry, 'operations' | 'options'> & { spec: AccountSpec };

const FILE_PREFIX = 'account-';

/**
 * The accounts. With a store, their specs and changes survive the process and are replayed on
 * demand.
 */
export function createAccountRegistry(store: StateStore) {
  const entries = new Map<string, AccountEntry>();

  function save({ account, operations, options }: AccountEntry): void {
    store.save(fileName(account.spec.account_id), { spec: account.spec, operations, options });
  }

  function find(id: string): AccountEntry | null {
    const known = entries.get(id);
    if (known) return known;
    const stored = store.load<StoredAccount>(fileName(id));
    if (!stored) return null;
    const entry = {
      ...newEntry(stored.spec),
      operations: stored.operations,
      options: stored.options,
    };
    for (const operation of stored.operations) applyOperation(entry.account, operation);
    entries.set(id, entry);
    return entry;
  }

  function get(id: string): AccountEntry {
    const entry = find(id);
    if (!entry)
      throw new ControlError(404, 'ACCOUNT_NOT_FOUND', 'There is no account with this id');
    return entry;
  }

  return {
    find,
    get,
    save,
    all() {
      for (const name of store.names(FILE_PREFIX))
        find(decodeURIComponent(name.slice(FILE_PREFIX.length)));
      return [...entries.values()];
    },
    /** The same spec gives the existing account. `created` says which case it was. */
    create(given: Partial<AccountSpec>): { entry: AccountEntry; created: boolean } {
      const spec = completeSpec(given);
      const existing = find(spec.account_id);
      if (existing && !sameSpec(existing.account.spec, spec)) {
        throw new ControlError(409, 'ACCOUNT_EXISTS', 'This account exists with another spec');
      }
      if (existing) return { entry: existing, created: false };
      const entry = newEntry(spec);
      entries.set(spec.account_id, entry);
      save(entry);
      return { entry, created: true };
    },
    /**
     * Applies operations in order. If one fails, those before it stay applied. Throws ControlError.
     */
    change(entry: AccountEntry, operations: Operation[], change: Change): OperationResult[] {
      try {
        return operations.map((operation) => {
          const result = applyOperation(entry.account, operation, change);
          entry.operations.push(operation);
          return result;
        });
      } finally {
        save(entry);
      }
    },
  };
}

function newEntry(spec: AccountSpec): AccountEntry {
  return {
    account: generateAccount(spec),
    operations: [],
    faults: [],
    options: {},
    queries: noQueries(),
  };
}

function sameSpec(a: AccountSpec, b: AccountSpec): boolean {
  const keys = Object.keys(a) as (keyof AccountSpec)[];
  return keys.every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));
}

function fileName(accountId: string): string {
  return `${FILE_PREFIX}${encodeURIComponent(accountId)}`;
}
