/** The usual form of a UUID in lower case, as the source of a regular expression. */
export const UUID_PATTERN = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const UUID = new RegExp(`^${UUID_PATTERN}$`, 'i');

/** Whether the text is a UUID in its usual form. Postgres takes it as a uuid; any other names no row. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
