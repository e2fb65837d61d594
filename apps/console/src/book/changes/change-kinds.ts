import type { AccountChange } from '@grabber/contracts/api/account';

/** What happened, as people call it, in the order of the filters. */
export const CHANGE_KINDS = [
  ...(['new', 'renamed', 'number', 'merged', 'gone', 'back', 'deleted', 'other'] as const),
  ...(['joined', 'left', 'role_changed'] as const),
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

type Membership = Extract<AccountChange, { change: 'membership' }>;
type OfContact = Exclude<AccountChange, Membership | { change: 'deleted' }>;
type Deleted = Extract<AccountChange, { change: 'deleted' }>;
type Person = Pick<
  OfContact['contact'],
  'id' | 'contact_id' | 'name' | 'type' | 'name_source' | 'status'
> & { readonly phone_number?: string | null };

type With<Change extends { contact: unknown }> = Change extends unknown
  ? Omit<Change, 'contact'> & { readonly contact: Person }
  : never;

/** A change of one session, with those fields of its person or group that this screen needs. */
export type Change = With<OfContact> | Membership | Deleted;

const NAMES = [
  ...['name', 'address_book_name', 'short_name', 'verified_name', 'push_name', 'username'],
  'group_name',
];

/** One change can be of several kinds: a person who is back may have a new name. */
export function kindsOf(change: Change): readonly ChangeKind[] {
  switch (change.change) {
    case 'created':
      // It came and went since.
      return change.contact.status === 'active' ? ['new'] : ['new', 'gone'];
    case 'removed':
      return ['gone'];
    case 'deleted':
      return [change.reason === 'merged' ? 'merged' : 'deleted'];
    case 'membership':
      return [change.membership.change];
    case 'changed':
      return kindsOfFields(change.fields);
  }
}

function kindsOfFields(fields: readonly string[]): readonly ChangeKind[] {
  const kinds: ChangeKind[] = [];
  if (fields.some((field) => NAMES.includes(field))) kinds.push('renamed');
  if (fields.includes('phone_number')) kinds.push('number');
  if (fields.includes('status')) kinds.push('back');
  return kinds.length === 0 ? ['other'] : kinds;
}

/** How many changes there are of each kind. */
export function countKinds(changes: readonly Change[]): ReadonlyMap<ChangeKind, number> {
  const counts = new Map<ChangeKind, number>();
  for (const change of changes) {
    for (const kind of kindsOf(change)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** A row of the list: a day, or a change on it. */
export type DayRow =
  /** Null: long ago. */
  | { readonly day: string | null; readonly count: number }
  | { readonly key: string; readonly change: Change };

/** The latest first, by the days of the reader's clock. */
export function groupByDay(changes: readonly Change[]): DayRow[] {
  const sorted = changes
    .map((change, index) => ({ change, index }))
    .toSorted((a, b) => timeOf(b.change) - timeOf(a.change) || b.index - a.index);
  const days = new Map<string | null, DayRow[]>();
  for (const { change, index } of sorted) {
    const day = dayOf(change.changed_at);
    const rows = days.get(day) ?? [];
    rows.push({ key: String(index), change });
    days.set(day, rows);
  }
  return [...days].flatMap(([day, rows]) => [{ day, count: rows.length }, ...rows]);
}

function timeOf({ changed_at }: Change): number {
  return changed_at === null ? 0 : Date.parse(changed_at);
}

function dayOf(time: string | null): string | null {
  return time === null ? null : new Date(time).toDateString();
}

/** The changes of the chosen kinds. Undefined: of every kind. */
export function shownOf(
  changes: readonly Change[],
  show: readonly ChangeKind[] | undefined,
): readonly Change[] {
  if (show === undefined) return changes;
  return changes.filter((change) => kindsOf(change).some((kind) => show.includes(kind)));
}
