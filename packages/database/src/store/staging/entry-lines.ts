import { isFieldOf } from '../../contacts/contact-fields.ts';
import type {
  ContactEntry,
  GroupEntry,
  OlderLidEntry,
  ParticipantEntry,
  PastParticipantEntry,
} from '../grab-entries.ts';
import { type CopyValue, copyField } from './copy-text.ts';
import { STAGED_FIELDS } from './staging-tables.ts';

/** The staged fields of a type in the order of their columns, with the text between them. */
type LinePlan = {
  readonly names: readonly string[];
  /** The text before each field: its separator and the empty columns of the other type. */
  readonly before: readonly string[];
  readonly end: string;
};

const INDIVIDUAL = planOf('individual');
const GROUP = planOf('group');

function planOf(type: 'individual' | 'group'): LinePlan {
  const names: string[] = [];
  const before: string[] = [];
  let text = '\t';
  for (const field of STAGED_FIELDS) {
    if (isFieldOf(field, type)) {
      names.push(field.name);
      before.push(text);
      text = '\t';
    } else text += `${copyField(field.isNullable ? null : false)}\t`;
  }
  return { names, before, end: text };
}

/** The columns of STAGED_CONTACT_COLUMNS after those that say who it is. No array is made: there are many. */
function fieldsOf(
  { names, before, end }: LinePlan,
  row: Readonly<Record<string, unknown>>,
): string {
  let text = '';
  for (let n = 0; n < names.length; n += 1) {
    text += before[n] + copyField(row[names[n] as string] as CopyValue);
  }
  return text + end;
}

/** The COPY line of a group: the columns of STAGED_CONTACT_COLUMNS in their order. */
export function groupLine(seq: number, row: GroupEntry): string {
  const identity = `${seq}\tgroup\t${row.contact_id}\t\\N\t\\N`;
  return `${identity}${fieldsOf(GROUP, row)}${copyField(row.members_complete)}\n`;
}

/** The COPY line of an individual: the same columns. */
export function contactLine(seq: number, row: ContactEntry): string {
  // Whose id is a LID has that LID; the matching relies on it.
  const lid = row.phone_number === null ? row.contact_id : row.lid;
  const identity = `${seq}\tindividual\t${row.contact_id}\t${lid ?? '\\N'}\t${row.phone_number ?? '\\N'}`;
  return `${identity}${fieldsOf(INDIVIDUAL, row)}f\n`;
}

/** The COPY line of an older LID: the columns of STAGED_OLDER_LID_COLUMNS in their order. */
export function olderLidLine(seq: number, row: OlderLidEntry): string {
  return `${seq}\t${row.lid}\t${row.contact_id}\t${row.phone_number}\n`;
}

/** The COPY line of a member: the columns of STAGED_PARTICIPANT_COLUMNS in their order. */
export function participantLine(seq: number, groupId: string, row: ParticipantEntry): string {
  return `${seq}\t${groupId}\t${memberFields(row)}\t${row.role}\t${copyField(row.joined_at)}\n`;
}

/** The COPY line of a past member: the columns of STAGED_PAST_COLUMNS in their order. */
export function pastLine(seq: number, groupId: string, row: PastParticipantEntry): string {
  const departure = `${copyField(row.left_at)}\t${copyField(row.reason)}`;
  return `${seq}\t${groupId}\t${memberFields(row)}\t${departure}\n`;
}

function memberFields(row: Omit<ParticipantEntry, 'role' | 'joined_at'>): string {
  const lid = row.phone_number === null ? row.participant_id : row.lid;
  const identity = `${row.participant_id}\t${lid ?? '\\N'}\t${row.phone_number ?? '\\N'}`;
  return `${identity}\t${copyField(row.name)}\t${copyField(row.masked_number)}`;
}
