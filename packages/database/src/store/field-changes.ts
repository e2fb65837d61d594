/**
 * The columns of `contacts` (alias c) that a grab may change, and what it says of each (alias s,
 * a staged row). `keep` marks those where null means unknown: the stored value stays, and a new row
 * gets `unknown`. `metadata` marks what a group only tells once its metadata is loaded.
 */
const FIELDS: readonly {
  column: string;
  next: string;
  keep?: true;
  unknown?: string;
  metadata?: true;
}[] = [
  { column: 'lid', next: 's.lid', keep: true },
  { column: 'name', next: 's.name' },
  { column: 'address_book_name', next: 's.address_book_name' },
  { column: 'short_name', next: 's.short_name' },
  { column: 'verified_name', next: 's.verified_name' },
  { column: 'push_name', next: 's.push_name' },
  { column: 'is_saved', next: 's.is_saved' },
  { column: 'is_business', next: 's.is_business' },
  { column: 'is_blocked', next: 's.is_blocked' },
  { column: 'group_name', next: "CASE s.type WHEN 'group' THEN s.name END" },
  { column: 'group_description', next: 's.group_description', metadata: true },
  { column: 'group_participants_count', next: 's.group_participants_count', keep: true },
  { column: 'is_admin', next: 's.is_admin', keep: true, unknown: 'false' },
  { column: 'owner_id', next: 's.owner_id', metadata: true },
  { column: 'group_created_at', next: 's.group_created_at', metadata: true },
  { column: 'is_announce', next: 's.is_announce', metadata: true },
  { column: 'is_community', next: 's.is_community', metadata: true },
  { column: 'community_id', next: 's.community_id', metadata: true },
  { column: 'profile_picture', next: 's.profile_picture', keep: true },
];

/** The columns by name. */
export const CHANGEABLE_COLUMNS = FIELDS.map((field) => field.column);

/** What a new row gets, in the order of CHANGEABLE_COLUMNS. */
export const NEW_VALUES = FIELDS.map(({ next, unknown }) =>
  unknown === undefined ? next : `COALESCE(${next}, ${unknown})`,
).join(', ');

/** Every loaded group has a time of creation, and says whether the account is its admin. */
const METADATA_UNKNOWN = "(s.type = 'group' AND s.is_admin IS NULL AND s.group_created_at IS NULL)";

/** SET list that takes over what the staged row says. */
export const SET_CHANGEABLE = FIELDS.map((field) => `${field.column} = ${takenOver(field)}`).join(
  ', ',
);

function takenOver({ column, next, keep, metadata }: (typeof FIELDS)[number]): string {
  if (metadata) return `CASE WHEN ${METADATA_UNKNOWN} THEN c.${column} ELSE ${next} END`;
  return keep ? `COALESCE(${next}, c.${column})` : next;
}

/** Whether the stored row has to be written. */
export const IS_CHANGED = [
  ...FIELDS.map((field) => `(${isFieldChanged(field)})`),
  "c.status <> 'active'",
].join(' OR ');

/** jsonb of field → `number` for the changed ones. */
export function changedFields(number: string): string {
  const pairs = FIELDS.map(
    (field) => `'${field.column}', CASE WHEN ${isFieldChanged(field)} THEN ${number}::bigint END`,
  );
  pairs.push(`'status', CASE WHEN c.status <> 'active' THEN ${number}::bigint END`);
  return `jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')}))`;
}

function isFieldChanged({ column, next, keep, metadata }: (typeof FIELDS)[number]): string {
  const compared = (value: string): string =>
    // Without the query string: it is a token that changes from day to day.
    column === 'profile_picture' ? `split_part(${value}, '?', 1)` : value;
  const differs = `${compared(next)} IS DISTINCT FROM ${compared(`c.${column}`)}`;
  if (metadata) return `NOT ${METADATA_UNKNOWN} AND ${differs}`;
  return keep ? `${next} IS NOT NULL AND ${differs}` : differs;
}
