import type { Account } from './account.ts';
import type { AccountSpec } from './account-spec.ts';
import { generateGroups } from './generate-groups.ts';
import { generatePersons } from './generate-persons.ts';
import { generateLabels } from './labels.ts';
import { generateOutContacts } from './out-contact.ts';
import { createRandom } from './random.ts';

/** Builds the account of a spec. The same spec gives the same account, byte by byte. */
export function generateAccount(spec: AccountSpec): Account {
  const random = createRandom(spec.seed);
  const persons = generatePersons(spec, random);
  const groups = generateGroups(spec, persons.length, random);
  const labels = generateLabels(spec.business_account);
  const byId = new Map(groups.map((group) => [group.id, group]));
  const outContacts = generateOutContacts(spec);
  return { spec, persons, groups: byId, labels, outContacts, version: 1 };
}
