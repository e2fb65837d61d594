import { valuesOf } from '../../book/changes/change-fields.ts';
import { type Change, kindsOf } from '../../book/changes/change-kinds.ts';
import type { Cell } from '../../files/csv.ts';

const TITLES = [
  ...['changed_at', 'session_id', 'kind', 'type', 'id', 'contact_id', 'name', 'phone_number'],
  ...['field', 'old', 'new', 'group_id', 'group_name', 'role', 'old_role', 'merged_into'],
];
const MADE_NAMES: readonly string[] = ['phone', 'masked', 'members', 'none'];

/** A row for each change, and for each changed field of it. The names are those of the API. */
export function changesTable(changes: readonly Change[]): {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
} {
  return { titles: TITLES, rows: changes.flatMap(rowsOf) };
}

function rowsOf(change: Change): readonly (readonly Cell[])[] {
  const { changed_at, session_id } = change;
  const start: Cell[] = [changed_at, session_id, kindsOf(change).join(' ')];
  if (change.change === 'deleted') {
    const row = [...start, null, change.id, ...nothing(10), change.merged_into ?? null];
    return [row];
  }
  if (change.change === 'membership') {
    const { participant_id, name, group_id, group_name, role, old_role } = change.membership;
    const person = ['individual', null, participant_id, name, ...nothing(4)];
    return [[...start, ...person, group_id, group_name, role, old_role, null]];
  }
  const { type, id, contact_id, name, name_source, phone_number = null } = change.contact;
  const shown = MADE_NAMES.includes(name_source) ? null : name;
  const number = phone_number === null ? null : `+${phone_number}`;
  const person: Cell[] = [...start, type, id, contact_id, shown, number];
  if (change.change !== 'changed') return [[...person, ...nothing(8)]];
  return change.fields.map((field) => {
    const values = valuesOf(change, field);
    return [...person, field, cellOf(values?.old), cellOf(values?.new), ...nothing(5)];
  });
}

function nothing(count: number): null[] {
  return Array<null>(count).fill(null);
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return typeof value === 'boolean' ? value : JSON.stringify(value);
}
