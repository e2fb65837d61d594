import type { ContactEntry, ParticipantEntry } from '../../src/store/grab-entries.ts';
import { contactEntry, groupEntry, memberEntry } from '../../src/testing/entries.ts';
import type { Account } from '../../src/testing/grab-account.ts';

/** How an account shows a person: by number, by number and LID, by LID alone. */
type Form = 'phone' | 'both' | 'lid';

/** What an account shows in one grab. People and groups are small numbers. */
export interface Shown {
  contacts: {
    person: number;
    form: Form;
    name: string;
    saved: boolean;
    /** An older LID that WhatsApp maps to the person's phone; it wanders among the people. */
    older: number | null;
  }[];
  groups: { group: number; name: string; members: { person: number; form: Form; role: Role }[] }[];
}

export type Role = ParticipantEntry['role'];

const phoneOf = (person: number): string => `6281${person}`;
export const lidOf = (person: number): string => `9${person}@lid`;
export const olderLidOf = (number: number): string => `7${number}@lid`;
export const jidOf = (person: number): string => `${phoneOf(person)}@s.whatsapp.net`;
export const groupIdOf = (group: number): string => `1203630${group}@g.us`;

function identityOf(person: number, form: Form) {
  const lid = form === 'phone' ? null : lidOf(person);
  if (form === 'lid') return { id: lidOf(person), phone_number: null, lid };
  return { id: jidOf(person), phone_number: phoneOf(person), lid };
}

/** The entries that a grab of it brings. */
export function accountOf(shown: Shown, membersComplete: boolean): Account {
  return {
    groups: shown.groups.map(({ group, name, members }) => ({
      group: groupEntry(`1203630${group}`, { name, members_complete: membersComplete }),
      members: members.map(({ person, form, role }) =>
        memberEntry(identityOf(person, form), { role }),
      ),
    })),
    contacts: shown.contacts.map(
      ({ person, form, name, saved, older }): ContactEntry =>
        contactEntry(identityOf(person, form), {
          name,
          is_saved: saved,
          ...(older !== null && { older_lids: [olderLidOf(older)] }),
        }),
    ),
  };
}
