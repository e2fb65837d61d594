import { ControlError } from '../../control-error.ts';
import type { Account } from '../account.ts';
import { findOther } from '../find-person.ts';
import { numbersOf } from '../generate-numbers.ts';
import { groupsWith } from '../page-data.ts';
import { canonicalId, type Person } from '../person.ts';
import { addPerson, setFields } from './contact-operations.ts';
import type { Change, Operations } from './operations.ts';

export const identityOperations: Operations<
  'reveal_phone' | 'reveal_lid' | 'change_number' | 'reassign_number'
> = {
  reveal_phone(account, { contact_id, phone_number, add_entry = false }, change) {
    const person = findOther(account, contact_id);
    if (person.phone)
      throw new ControlError(409, 'PHONE_KNOWN', 'The phone number is known already');
    person.phone = phone_number ?? person.hiddenPhone;
    person.hiddenPhone = null;
    person.hasPhoneEntry = add_entry;
    touch(account, person, change);
    return { contact_id: canonicalId(person) };
  },
  reveal_lid(account, { contact_id, add_entry = false }, change) {
    const person = findOther(account, contact_id);
    if (person.lid) throw new ControlError(409, 'LID_KNOWN', 'The LID is known already');
    person.lid = numbersOf(person.index, account.spec).lid;
    person.hasLidEntry = add_entry;
    touch(account, person, change);
    return { contact_id: canonicalId(person) };
  },
  change_number(account, { contact_id, phone_number }, change) {
    const person = findOther(account, contact_id);
    if (person.isSaved && person.phone) {
      const old = addPerson(account, { phone_number: person.phone }, change);
      old.lid = null;
      setFields(old, {
        is_saved: true,
        address_book_name: person.addressBookName,
        short_name: person.shortName,
      });
    }
    // Above every used index, so that no person has the number.
    person.phone =
      phone_number ?? numbersOf(account.persons.length + 1_000_000, account.spec).phone;
    person.hiddenPhone = null;
    person.hasPhoneEntry = true;
    setFields(person, { is_saved: false, has_chat: true });
    touch(account, person, change);
    return { contact_id: canonicalId(person) };
  },
  reassign_number(account, { contact_id, push_name = null }, change) {
    const person = findOther(account, contact_id);
    if (!person.phone) throw new ControlError(409, 'NO_NUMBER', 'The phone number is not known');
    person.lid = numbersOf(account.persons.length + 2_000_000 + account.version, account.spec).lid;
    person.hasPhoneEntry = true;
    person.pushName = push_name;
    touch(account, person, change);
    return { contact_id: canonicalId(person) };
  },
};

/** The groups list the person under an id that may have changed. */
function touch(account: Account, person: Person, change: Change): void {
  change.persons.add(person.index);
  for (const group of groupsWith(account, person.index)) change.groups.add(group.id);
}
