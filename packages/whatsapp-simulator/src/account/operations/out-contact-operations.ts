import { ControlError } from '../../control-error.ts';
import type { Account } from '../account.ts';
import { findOther } from '../find-person.ts';
import { numbersOf } from '../generate-numbers.ts';
import { FIRST_OUT_CONTACT, type OutContact, outContact } from '../out-contact.ts';
import { groupsWith } from '../page-data.ts';
import { canonicalId } from '../person.ts';
import { addPerson, setFields } from './contact-operations.ts';
import type { Operations } from './operations.ts';

export const outContactOperations: Operations<
  'add_out_contact' | 'remove_out_contact' | 'join_whatsapp' | 'leave_whatsapp'
> = {
  add_out_contact(account, { phone_number, address_book_name = null }) {
    const number = FIRST_OUT_CONTACT + account.spec.without_whatsapp + account.version;
    const phone = phone_number ?? numbersOf(number, account.spec).phone;
    account.outContacts.set(phone, outContact(phone, address_book_name));
    return { contact_id: idOf(phone) };
  },
  remove_out_contact(account, { contact_id }) {
    const { phone } = findOutContact(account, contact_id);
    account.outContacts.delete(phone);
    return { contact_id: idOf(phone) };
  },
  join_whatsapp(account, { contact_id }, change) {
    const { phone, fullName, firstName } = findOutContact(account, contact_id);
    account.outContacts.delete(phone);
    const person = addPerson(account, { phone_number: phone, known_by: 'both' }, change);
    setFields(person, { is_saved: true, address_book_name: fullName, short_name: firstName });
    return { contact_id: canonicalId(person) };
  },
  leave_whatsapp(account, { contact_id }, change) {
    const person = findOther(account, contact_id);
    const { phone, addressBookName } = person;
    if (!phone) throw new ControlError(409, 'NO_NUMBER', 'The phone number is not known');
    account.outContacts.set(phone, outContact(phone, addressBookName));
    setFields(person, { is_saved: false, has_chat: false });
    change.persons.add(person.index);
    if (groupsWith(account, person.index).length === 0) account.persons[person.index] = null;
    return { contact_id: idOf(phone) };
  },
};

function findOutContact(account: Account, id: string): OutContact {
  const found = account.outContacts.get(id.split('@')[0] ?? '');
  if (found) return found;
  throw new ControlError(404, 'CONTACT_NOT_FOUND', 'No person without WhatsApp has this id');
}

function idOf(phone: string): string {
  return `${phone}@s.whatsapp.net`;
}
