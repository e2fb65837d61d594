import type { ClientBase } from 'pg';
import type { sessions } from '../schema/sessions.ts';

/** The WhatsApp account that is linked, as far as the page says. */
export type Account = {
  /** The account's own LID. */
  readonly lid: string | null;
  readonly phone_number: string | null;
};

/** The account of a session's address book. */
export type StoredAccount = Readonly<
  Pick<typeof sessions.$inferSelect, 'account_lid' | 'account_phone_number'>
>;

/** The stored address book belongs to another account than the linked one. */
export class AccountChanged extends Error {
  override readonly name = 'AccountChanged';
  readonly code = 'ACCOUNT_CHANGED';

  constructor() {
    super('the stored address book belongs to another account');
  }
}

/**
 * Whether both are one account. The own LID decides: an account keeps it when its number changes, and a number
 * can go to another person. Without two LIDs to compare the number decides. An account of which nothing
 * is known is no other one.
 */
export function isSameAccount(stored: StoredAccount, { lid, phone_number }: Account): boolean {
  const { account_lid, account_phone_number } = stored;
  if (account_lid !== null && lid !== null) return account_lid === lid;
  if (account_phone_number !== null && phone_number !== null)
    return account_phone_number === phone_number;
  return true;
}

/** Rejects with AccountChanged. The caller's transaction holds the session's lock. */
export async function requireSameAccount(
  client: ClientBase,
  sessionId: string,
  account: Account,
): Promise<void> {
  const { rows } = await client.query<StoredAccount>(
    'SELECT account_lid, account_phone_number FROM sessions WHERE id = $1',
    [sessionId],
  );
  if (rows[0] && !isSameAccount(rows[0], account)) throw new AccountChanged();
}

/** Notes whose address book this is now: a new number of the account counts, an unknown one does not. */
export async function noteAccount(
  client: ClientBase,
  sessionId: string,
  { lid, phone_number }: Account,
): Promise<void> {
  await client.query(
    `UPDATE sessions SET account_lid = COALESCE($2, account_lid),
       account_phone_number = COALESCE($3, account_phone_number)
     WHERE id = $1 AND (account_lid, account_phone_number) IS DISTINCT FROM
       (COALESCE($2, account_lid), COALESCE($3, account_phone_number))`,
    [sessionId, lid, phone_number],
  );
}

/** The address book is empty: the next grab says whose it is. */
export async function forgetAccount(client: ClientBase, sessionId: string): Promise<void> {
  await client.query(
    'UPDATE sessions SET account_lid = NULL, account_phone_number = NULL WHERE id = $1',
    [sessionId],
  );
}
