import { STORED_FIELDS, type StoredField } from '../contacts/contact-fields.ts';

// SQL made of the list of fields: contacts have the alias c, staged rows the alias s.

/** The columns that a grab may change. */
export const CHANGEABLE_COLUMNS = STORED_FIELDS.map((field) => field.name);

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

/** The same without the empty text, where that means null. */
function value(field: StoredField, text = staged(field)): string {
  return field.whenEmpty === 'clear' ? `NULLIF(${text}, '')` : text;
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
  if (field.whenNull === 'clear') return value(field);
  if (field.whenNull === 'keep') return value(field, `COALESCE(${staged(field)}, ${stored})`);
  return `CASE WHEN ${UNKNOWN_IF[field.whenNull]} THEN ${stored} ELSE ${value(field)} END`;
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

function isFieldChanged(field: StoredField): string {
  const { name, whenNull } = field;
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
