import { ControlError } from '../control-error.ts';
import type { Account } from './account.ts';
import type { Group } from './group.ts';
import { OWN_INDEX, type Person } from './person.ts';

/** The person with this JID, LID or number. Throws ControlError 404 `CONTACT_NOT_FOUND`. */
export function findPerson(account: Account, id: string): Person {
  const [user = '', server] = id.split('@');
  const digits = user.split(':')[0];
  const person = account.persons.find(
    (one) => one !== null && (server === 'lid' ? one.lid === digits : one.phone === digits),
  );
  if (!person)
    throw new ControlError(404, 'CONTACT_NOT_FOUND', 'The account has no person with this id');
  return person;
}

/**
 * Like `findPerson`, but refuses the user: most operations make no sense on the user's own entry. Throws ControlError 404
 * `CONTACT_NOT_FOUND` or 400 `OWN_ENTRY`.
 */
export function findOther(account: Account, id: string): Person {
  const person = findPerson(account, id);
  if (person.index === OWN_INDEX) {
    throw new ControlError(400, 'OWN_ENTRY', "The user's own entry cannot be changed this way");
  }
  return person;
}

/** Throws ControlError 404 `GROUP_NOT_FOUND`. */
export function findGroup(account: Account, id: string): Group {
  const group = account.groups.get(id);
  if (!group)
    throw new ControlError(404, 'GROUP_NOT_FOUND', 'The account has no group with this id');
  return group;
}
