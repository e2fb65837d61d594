import { afterAll, beforeAll } from 'vitest';
import { type Database, openDatabase } from '../../src/connection/open-database.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/test-database.ts';
import { testServerUrl } from '../../src/testing/test-server-url.ts';

/** A database for the test file that calls it, opened before and dropped after its tests. */
export function withTestDatabase(): { readonly db: Database; readonly url: string } {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createTestDatabase(testServerUrl());
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.close();
    await database.drop();
  });
  return {
    get db() {
      return db;
    },
    get url() {
      return database.url;
    },
  };
}
