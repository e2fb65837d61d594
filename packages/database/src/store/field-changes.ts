import { STORED_FIELDS, type StoredField } from '../contacts/contact-fields.ts';

// SQL made of the list of fields: contacts have the alias c, staged rows the alias s.

/** The columns that a grab may change. */
export const CHANGEABLE_COLUMNS = STORED_FIELDS.map((field) => field.name);

/** The number belongs to another person, as far as the LIDs say. */
const IS_OTHER_PERSON = '(s.lid <> c.lid)';

/** The value of the column in the staged row. */
function staged({ name, copyOf, of }: StoredField): string {
  if (copyOf === undefined) return `s.${name}`;
  return of === 'both' ? `s.${copyOf}` : `CASE s.type WHEN '${of}' THEN s.${copyOf} END`;
}

/** Every loaded group has a time of creation, and says whether the account is its admin. */
const METADATA_UNKNOWN = "(s.type = 'group' AND s.is_admin IS NULL AND s.group_created_at IS NULL)";

/** What the page says of a chat always says whether it is archived. */
const CHAT_UNKNOWN = 's.is_archived IS NULL';

const UNKNOWN_IF: Partial<Record<StoredField['whenNull'], string>> = {
  'keep-unloaded': METADATA_UNKNOWN,
  'keep-chatless': CHAT_UNKNOWN,
};

/** The same without the empty text or list, where that means null. */
function value(field: StoredField, given = staged(field)): string {
  if (field.whenEmpty !== 'clear') return given;
  return `NULLIF(${given}, ${field.kind === 'list' ? "'[]'::jsonb" : "''"})`;
}

/** The values of a new row, in the order of CHANGEABLE_COLUMNS. */
export const NEW_VALUES = STORED_FIELDS.map((field) =>
  field.whenNull === 'keep' && !field.isNullable
    ? `COALESCE(${staged(field)}, false)`
    : value(field),
).join(', ');

/** SET list that copies the values of the staged row. */
export const SET_CHANGEABLE = STORED_FIELDS.map(
  (field) => `${field.name} = ${takenOver(field)}`,
).join(', ');

function takenOver(field: StoredField): string {
  const stored = `c.${field.name}`;
  if (field.isBestName) return bestName(field);
  if (field.whenNull === 'clear') return value(field);
  if (field.whenNull === 'keep-person') return ofSamePerson(staged(field), stored);
  if (field.whenNull === 'keep-saved') {
    return `CASE WHEN ${isLost(field.name)} THEN ${stored} ELSE ${value(field)} END`;
  }
  if (field.whenNull === 'keep') return value(field, `COALESCE(${staged(field)}, ${stored})`);
  return `CASE WHEN ${UNKNOWN_IF[field.whenNull]} THEN ${stored} ELSE ${value(field)} END`;
}

function ofSamePerson(text: string, stored: string): string {
  return `CASE WHEN ${IS_OTHER_PERSON} THEN ${text} ELSE COALESCE(${text}, ${stored}) END`;
}

/** The page lacks a text that each saved person has. */
function isLost(name: string): string {
  return `(s.${name} IS NULL AND s.is_saved)`;
}

/** The staged name, unless a name that the store keeps is better. */
function bestName(field: StoredField): string {
  const name = staged(field);
  const isKept = `${isLost('address_book_name')} AND c.address_book_name IS NOT NULL`;
  const isWeak = `s.type = 'individual' AND (${name} IS NULL OR ${name} = '@' || s.username)`;
  return `CASE WHEN ${isKept} THEN c.address_book_name
    WHEN ${isWeak} THEN COALESCE(${ofSamePerson('s.push_name', 'c.push_name')}, ${name})
    ELSE ${name} END`;
}

/** Whether the stored row has to be written. Most rows are persons: what only groups have is not compared. */
export const IS_CHANGED = [
  ...STORED_FIELDS.filter(({ of }) => of !== 'group').map(isFieldChanged),
  `s.type = 'group' AND (${STORED_FIELDS.filter(({ of }) => of === 'group')
    .map((field) => `(${isFieldChanged(field)})`)
    .join(' OR ')})`,
  "c.status <> 'active'",
]
  .map((condition) => `(${condition})`)
  .join(' OR ');

/** jsonb of field → `number` for the changed ones. */
export function changedFields(number: string): string {
  const pairs = STORED_FIELDS.map(
    (field) => `'${field.name}', CASE WHEN ${isFieldChanged(field)} THEN ${number}::bigint END`,
  );
  pairs.push(`'status', CASE WHEN c.status <> 'active' THEN ${number}::bigint END`);
  return `jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')}))`;
}

/** Of a row: each field with its old value, its new one, and whether it changes. */
export const CHANGED_VALUES = `(VALUES ${[
  ...STORED_FIELDS.map(
    (field) =>
      `('${field.name}', ${isFieldChanged(field)}, to_jsonb(c.${field.name}), to_jsonb(${takenOver(field)}))`,
  ),
  `('status', c.status <> 'active', to_jsonb(c.status), '"active"'::jsonb)`,
].join(', ')}) AS v (field, is_changed, old_value, new_value)`;

function isFieldChanged(field: StoredField): string {
  const { name, whenNull, isBestName } = field;
  if (isBestName || whenNull === 'keep-person' || whenNull === 'keep-saved') {
    return `${takenOver(field)} IS DISTINCT FROM c.${name}`;
  }
  const unknown = UNKNOWN_IF[whenNull];
  if (unknown !== undefined) return `NOT (${unknown}) AND ${differs(field, `c.${name}`)}`;
  if (whenNull === 'clear') return differs(field, `c.${name}`);
  return `${staged(field)} IS NOT NULL AND ${differs(field, `c.${name}`)}`;
}

function differs(field: StoredField, stored: string): string {
  const { isUrl, drift } = field;
  const given = value(field);
  if (drift !== undefined) {
    const range = `${stored} - interval '${drift}' AND ${stored} + interval '${drift}'`;
    return `(${stored} IS NULL OR ${given} NOT BETWEEN ${range})`;
  }
  const compared = (text: string): string => (isUrl ? `split_part(${text}, '?', 1)` : text);
  return `${compared(given)} IS DISTINCT FROM ${compared(stored)}`;
}
