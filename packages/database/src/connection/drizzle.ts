import { createRequire } from 'node:module';

// Node parses the package.json of a package again for each of its ES modules with the ending .js. That of
// drizzle-orm has 180 KB and its modules are a hundred: half of the API's start. Its CommonJS modules are
// the same code without that cost.
const require = createRequire(import.meta.url);

export const { and, asc, desc, eq, getTableColumns, gte, inArray, isNull, lt, not, or, sql } =
  require('drizzle-orm') as typeof import('drizzle-orm');
export const { DrizzleQueryError } =
  require('drizzle-orm/errors') as typeof import('drizzle-orm/errors');
export const { drizzle } =
  require('drizzle-orm/node-postgres') as typeof import('drizzle-orm/node-postgres');
export const { migrate: applyMigrations } =
  require('drizzle-orm/node-postgres/migrator') as typeof import('drizzle-orm/node-postgres/migrator');
export const {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} = require('drizzle-orm/pg-core') as typeof import('drizzle-orm/pg-core');
