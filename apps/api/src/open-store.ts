import { isDatabaseReadOnly } from '@grabber/database/connection/database-errors';
import { CodeTooOld, MigrationBlocked, migrate } from '@grabber/database/connection/migrate';
import { type Database, openDatabase } from '@grabber/database/connection/open-database';
import {
  checkServer,
  whyNotDatabaseUrl,
  whyUnusable,
} from '@grabber/database/connection/why-unusable';
import { ConfigError } from '@grabber/service-kit/environment';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

/** Postgres itself ends a statement of a grab that is so long over its deadline. */
const GRAB_STATEMENT_MARGIN_MS = 30_000;
const MAX_CONNECTIONS = 32;

const MIGRATION_WAITS =
  'The database upgrade waits for a table that another connection uses; it is tried again';

const NO_DATABASE =
  'DATABASE_URL is not set. Set it to a Postgres, or use `npm start` or `npm run api`, which run one.';
const READ_ONLY =
  'The database of DATABASE_URL is read-only, and its tables are older than this version. Start once while it takes writes.';

/** The migrated database of DATABASE_URL. Rejects with ConfigError when it is not set or cannot be used. */
export async function openStore(
  {
    databaseUrl,
    grabTimeoutMs,
    maxConcurrentGrabs,
  }: Pick<Config, 'databaseUrl' | 'grabTimeoutMs' | 'maxConcurrentGrabs'>,
  opened: AsyncDisposableStack,
  logger?: Logger,
): Promise<Database> {
  if (databaseUrl === undefined) throw new ConfigError([NO_DATABASE]);
  const problem = whyNotDatabaseUrl(databaseUrl);
  if (problem !== undefined) throw new ConfigError([`DATABASE_URL ${problem}.`]);
  const db = openDatabase(databaseUrl, {
    max: MAX_CONNECTIONS,
    maxGrabs: maxConcurrentGrabs,
    grabStatementTimeoutMs: grabTimeoutMs + GRAB_STATEMENT_MARGIN_MS,
  });
  opened.defer(() => db.close());
  try {
    await checkServer(db);
    await migrate(db, { onBlocked: () => logger?.warn(MIGRATION_WAITS) });
    return db;
  } catch (error) {
    if (error instanceof CodeTooOld || error instanceof MigrationBlocked)
      throw new ConfigError([error.message]);
    if (isDatabaseReadOnly(error)) throw new ConfigError([READ_ONLY]);
    const reason = whyUnusable(error, databaseUrl);
    if (reason === undefined) throw error;
    throw new ConfigError([`DATABASE_URL cannot be used: ${reason}.`]);
  }
}
