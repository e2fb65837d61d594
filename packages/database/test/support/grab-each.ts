import type { Database } from '../../src/connection/open-database.ts';
import { type Account, grabAccount } from '../../src/testing/grab-account.ts';
import { newSession } from '../../src/testing/new-session.ts';
import { storedContacts } from './stored.ts';

/** Grabs the accounts one after the other into one new session; answers its id. */
export async function grabEach(db: Database, ...accounts: Account[]): Promise<string> {
  const session = await newSession(db);
  for (const account of accounts) await grabAccount(db, session.id, account);
  return session.id;
}

/** Contact id, phone and LID of each stored individual. */
export async function identities(db: Database, sessionId: string): Promise<(string | null)[][]> {
  const rows = await storedContacts(db, sessionId);
  return rows
    .filter((row) => row.type === 'individual')
    .map((row) => [row.contact_id, row.phone_number, row.lid])
    .sort();
}
