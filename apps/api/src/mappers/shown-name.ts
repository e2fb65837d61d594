import type { MemberNameSource } from '@grabber/contracts/api/group';
import type { GroupNameSource, PersonNameSource } from '@grabber/contracts/name-source';
import type { ContactRow } from '@grabber/database/contacts/contact-row';
import type { ParticipantRow } from '@grabber/database/contacts/participants';
import type { Language } from '../messages/language.ts';
import { unnamedText } from '../messages/messages.ts';

export type NameSource = PersonNameSource | GroupNameSource;

/** What is known about the name of a stored row, in whatever form the row is. */
export type NameFacts = {
  isGroup(): boolean;
  /** Whether the field has a value. */
  has(field: 'name' | 'phone_number' | 'masked_number' | 'member_names'): boolean;
  /** Whether the name is the value of that field. */
  isNamedBy(field: 'address_book_name' | 'verified_name' | 'push_name'): boolean;
};

/** Where the name in an answer comes from. A stored name comes first; the others are made for the answer. */
export function nameSource({ isGroup, has, isNamedBy }: NameFacts): NameSource {
  if (isGroup()) {
    if (has('name')) return 'subject';
    return has('member_names') ? 'members' : 'none';
  }
  if (!has('name')) {
    if (has('phone_number')) return 'phone';
    return has('masked_number') ? 'masked' : 'none';
  }
  if (isNamedBy('address_book_name')) return 'address_book';
  if (isNamedBy('verified_name')) return 'verified';
  return isNamedBy('push_name') ? 'push' : 'username';
}

/** The name that an answer shows for a stored row. */
export function shownName(
  row: ContactRow,
  language: Language,
): { name: string; name_source: NameSource } {
  const name_source = nameSource({
    isGroup: () => row.type === 'group',
    has: (field) => row[field] !== null,
    isNamedBy: (field) => row[field] === row.name,
  });
  return { name: nameFrom(row, name_source, language), name_source };
}

function nameFrom(row: ContactRow, source: NameSource, language: Language): string {
  switch (source) {
    case 'phone':
      return `+${row.phone_number}`;
    case 'masked':
      return row.masked_number as string;
    case 'members':
      return row.member_names as string;
    case 'none':
      return unnamedText(row.type, language);
    default:
      return row.name as string;
  }
}

/** The same for a member of a group. Where a stored name comes from is not known. */
export function shownMemberName(
  {
    name,
    phone_number,
    masked_number,
  }: Pick<ParticipantRow, 'name' | 'phone_number' | 'masked_number'>,
  language: Language,
): { name: string; name_source: MemberNameSource } {
  if (name !== null) return { name, name_source: 'known' };
  if (phone_number !== null) return { name: `+${phone_number}`, name_source: 'phone' };
  if (masked_number !== null) return { name: masked_number, name_source: 'masked' };
  return { name: unnamedText('individual', language), name_source: 'none' };
}
