import type { Account } from '../account.ts';
import { findGroup, findOther, findPerson } from '../find-person.ts';
import { createPicture, createToken, numbersOf } from '../generate-numbers.ts';
import { blankPerson } from '../generate-persons.ts';
import { groupsWith } from '../page-data.ts';
import { canonicalId, type Person, type Picture } from '../person.ts';
import { setTexts } from '../person-texts.ts';
import type { Change, ContactFields, NewContact, Operations } from './operations.ts';

export const contactOperations: Operations<
  'add_contact' | 'update_contact' | 'remove_contact' | 'unsave_contact' | 'set_picture'
> = {
  add_contact(account, operation, change) {
    const person = addPerson(account, operation, change);
    setFields(person, { is_saved: true, ...operation });
    return { contact_id: canonicalId(person) };
  },
  update_contact(account, { contact_id, set }, change) {
    const person = findOther(account, contact_id);
    setFields(person, set);
    change.persons.add(person.index);
    return { contact_id: canonicalId(person) };
  },
  remove_contact(account, { contact_id }, change) {
    const person = findOther(account, contact_id);
    setFields(person, { is_saved: false, has_chat: false });
    change.persons.add(person.index);
    if (groupsWith(account, person.index).length === 0) account.persons[person.index] = null;
    return { contact_id: canonicalId(person) };
  },
  unsave_contact(account, { contact_id }, change) {
    const person = findOther(account, contact_id);
    setFields(person, { is_saved: false });
    change.persons.add(person.index);
    return { contact_id: canonicalId(person) };
  },
  set_picture(account, { id, picture }, change) {
    if (id.endsWith('@g.us')) {
      const group = findGroup(account, id);
      group.picture = nextPicture(group.picture, picture, `${id} ${account.version}`);
      change.groups.add(id);
      return { group_id: id };
    }
    const person = findPerson(account, id);
    person.picture = nextPicture(person.picture, picture, `${person.index} ${account.version}`);
    change.persons.add(person.index);
    return { contact_id: canonicalId(person) };
  },
};

/** A new person at the end of the list, with the ids of the operation. */
export function addPerson(
  account: Account,
  { known_by = 'phone', phone_number }: NewContact,
  change: Change,
): Person {
  const person = blankPerson(account.persons.length, account.spec);
  const byLid = known_by === 'lid_only' || known_by === 'lid_with_phone';
  person.phone = phone_number ?? numbersOf(person.index, account.spec).phone;
  person.hasPhoneEntry = !byLid;
  person.hasLidEntry = byLid || known_by === 'both';
  person.chatUnderLid = byLid;
  if (known_by === 'lid_only') {
    person.hiddenPhone = person.phone;
    person.phone = null;
  }
  account.persons.push(person);
  change.persons.add(person.index);
  return person;
}

/**
 * Keeps the fields that the operation does not name. An unsaved person loses the address book's
 * names.
 */
export function setFields(person: Person, fields: ContactFields): void {
  if (fields.is_saved !== undefined) person.isSaved = fields.is_saved;
  if (fields.is_business !== undefined) person.isBusiness = fields.is_business;
  if (!person.isBusiness) {
    Object.assign(person, { isEnterprise: false, isHosted: false, isVerified: false });
  }
  if (fields.is_blocked !== undefined) person.isBlocked = fields.is_blocked;
  if (fields.has_chat !== undefined) person.hasChat = fields.has_chat;
  if (fields.labels !== undefined) person.labels = fields.labels;
  const { address_book_name } = fields;
  if (address_book_name !== undefined) person.shortName = address_book_name?.split(' ')[0] ?? null;
  setTexts(person, fields);
  if (person.isSaved) {
    // An entry of the address book without a name has an empty one (WAWebContactSync).
    person.addressBookName ??= '';
    person.shortName ??= '';
    person.savedByUsername ||= person.phone === null && Boolean(person.username);
  } else Object.assign(person, { addressBookName: null, shortName: null, savedByUsername: false });
}

function nextPicture(
  now: Picture | null,
  wanted: 'new_token' | 'new_picture' | 'none',
  name: string,
) {
  if (wanted === 'none') return null;
  if (wanted === 'new_token' && now) return { ...now, token: createToken(name) };
  return createPicture(name);
}
