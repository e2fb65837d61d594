import type { MemberOfGroups } from '@grabber/contracts/api/membership';
import type { Cell } from '../../files/csv.ts';

/** The names of its columns are those of the API's exports, with the groups at the end. */
const TITLES = [
  ...['name', 'phone_number', 'participant_id', 'lid', 'masked_number', 'is_contact'],
  ...['groups_count', 'admin_of', 'groups'],
];
/** Made by the API for the answer: such a name is empty in files. */
const MADE_NAMES: readonly string[] = ['phone', 'masked', 'none'];

export function peopleTable(people: readonly MemberOfGroups[]): {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
} {
  const names = (groups: MemberOfGroups['groups']) =>
    groups.map(({ group_name, group_id }) => group_name ?? group_id).join('; ');
  const rows = people.map((person): Cell[] => [
    MADE_NAMES.includes(person.name_source) ? null : person.name,
    person.phone_number === null ? null : `+${person.phone_number}`,
    person.participant_id,
    person.lid,
    person.masked_number,
    person.is_contact,
    person.groups.length,
    names(person.groups.filter(({ role }) => role !== 'participant')),
    names(person.groups),
  ]);
  return { titles: TITLES, rows };
}
