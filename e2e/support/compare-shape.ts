type Fields = Readonly<Record<string, unknown>>;

/** Fields that a person, a group or a phone can lack. They may be null in a row. */
const NULLABLE = new Set(['name', 'phone_number', 'profile_picture', 'group_description']);

/** `null`, `array`, `timestamp` (six fractional digits and Z), else the typeof. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value !== 'string') return typeof value;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value) ? 'timestamp' : 'string';
}

/** Where `actual` lacks a field of the example or has another type, as `data.groups: string`. */
export function shapeDifferences(example: Fields, actual: Fields, path = ''): string[] {
  return Object.entries(example).flatMap(([field, wanted]) => {
    const place = `${path}${field}`;
    if (!Object.hasOwn(actual, field)) return [`${place}: missing`];
    const value = actual[field];
    if (value === null && NULLABLE.has(field)) return [];
    if (kindOf(value) !== kindOf(wanted)) return [`${place}: ${kindOf(value)}`];
    if (Array.isArray(wanted)) return rowDifferences(wanted[0], value as Fields[], place);
    if (typeof wanted === 'object' && wanted !== null) {
      return shapeDifferences(wanted as Fields, value as Fields, `${place}.`);
    }
    return [];
  });
}

/** Every row has the example's fields. Each field has the example's type in at least one row. */
export function rowDifferences(example: Fields, rows: readonly Fields[], place: string): string[] {
  const wrong = rows.flatMap((row, index) => shapeDifferences(example, row, `${place}.${index}.`));
  const neverSeen = Object.keys(example).filter(
    (field) => !rows.some((row) => kindOf(row[field]) === kindOf(example[field])),
  );
  return [...wrong, ...neverSeen.map((field) => `${place}.*.${field}: never as specified`)];
}
