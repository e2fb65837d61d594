import { customType } from 'drizzle-orm/pg-core';

/** Text compared by bytes: JIDs are ASCII, and their order must not depend on the server's locale. */
export const jidText = customType<{ data: string }>({
  dataType: () => 'text COLLATE "C"',
});
