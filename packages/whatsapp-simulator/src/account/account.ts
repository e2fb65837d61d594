import type { AccountSpec } from './account-spec.ts';
import type { Group } from './group.ts';
import type { Person } from './person.ts';

/** A simulated account: what the phone holds, and what a page linked to it gets to know. */
export type Account = {
  spec: AccountSpec;
  /** Slots keep their index; a removed person leaves null. */
  persons: (Person | null)[];
  groups: Map<string, Group>;
  /** Rises with every applied change, so that a page can tell which changes its copy has. */
  version: number;
};
