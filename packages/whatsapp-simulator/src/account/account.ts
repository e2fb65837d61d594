import type { AccountSpec } from './account-spec.ts';
import type { Group } from './group.ts';
import type { Label } from './labels.ts';
import type { OutContact } from './out-contact.ts';
import type { Person } from './person.ts';

/** A simulated account: what the phone holds, and what a linked page gets. */
export type Account = {
  spec: AccountSpec;
  /** Persons keep their index. A removed person leaves null. */
  persons: (Person | null)[];
  groups: Map<string, Group>;
  /** By phone. They are no persons: WhatsApp knows nothing of them. */
  outContacts: Map<string, OutContact>;
  labels: Label[];
  /** Grows with every applied change, so that a page knows which changes its copy has. */
  version: number;
};
