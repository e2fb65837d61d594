import type { Database } from '../connection/open-database.ts';
import { withLockedSession } from '../sessions/lock-session.ts';
import { SessionNotFound } from '../sessions/session-row.ts';
import { type Erased, eraseAddresses } from './erase-addresses.ts';
import type { ExclusionKey } from './exclusion-hash.ts';
import { addExclusion, type ExclusionRow } from './exclusions.ts';
import { findAddresses, linkAddresses } from './find-addresses.ts';
import type { NamedPerson } from './person-address.ts';

/** What an erasure deleted in one session. */
export type ErasedSession = {
  readonly session_id: string;
  readonly deleted: Erased;
  /** The person is the account that is, or was, linked: its own number is at the session until that is deleted. */
  readonly is_own_account: boolean;
};

/** What an erasure did. */
export type Erasure = {
  readonly sessions: ErasedSession[];
  /** Null: the caller wants none, so the next grab may store the person again. */
  readonly exclusion: ExclusionRow | null;
  /** How many rows of the person a last look found. More than none: an older grab has just stored them again. */
  readonly remaining: number;
};

/** A grab that reads while the person is erased can show another address of theirs. */
const MAX_PASSES = 3;

/**
 * Erases a person from all sessions of a workspace, one after the other; each waits for a running grab. The
 * exclusion comes first, so that a grab that ends between them brings no person back. A person of an unknown username
 * is excluded ahead; answers null if they are not to be excluded. May be repeated. Throws GrabLockTimeout: some
 * sessions may be done then.
 */
export async function erasePerson(
  db: Database,
  options: {
    workspace_id: string;
    person: NamedPerson;
    exclude: boolean;
    exclusion_key: ExclusionKey;
    /** of the exclusion */
    label?: string | null;
    lock_timeout_ms: number;
  },
): Promise<Erasure | null> {
  const { workspace_id, person, exclude, exclusion_key, label = null, lock_timeout_ms } = options;
  const session_ids = await sessionsOf(db, workspace_id);
  const addresses = await findAddresses(db, { session_ids, person });
  if (addresses.length === 0 && person.by === 'username') {
    if (!exclude) return null;
    // The grab that shows whose it is replaces it by their number and LID.
    const named = { workspace_id, exclusion_key, addresses: [`@${person.username}`], label };
    return { sessions: [], exclusion: await addExclusion(db, named), remaining: 0 };
  }
  const persons = [addresses];
  const done = await erasePersons(db, { ...options, session_ids, persons, label, lock_timeout_ms });
  const { erased, exclusions, remaining } = done;
  const exclusion = exclusions[0] ?? null;
  const own = await ownSessions(db, workspace_id, done.addresses);
  const sessions = [...erased].map(([session_id, deleted]) => ({
    session_id,
    deleted,
    is_own_account: own.has(session_id),
  }));
  return { sessions, exclusion, remaining };
}

type Erasing = {
  workspace_id: string;
  session_ids: readonly string[];
  /** the addresses of each */
  persons: readonly (readonly string[])[];
  exclude: boolean;
  exclusion_key: ExclusionKey;
  label: string | null;
  lock_timeout_ms: number;
};

/** Erases persons as `erasePerson` does, all of them in one pass through the sessions. */
export async function erasePersons(
  db: Database,
  { session_ids, exclude, lock_timeout_ms, ...options }: Erasing,
) {
  const { workspace_id, exclusion_key, label } = options;
  const erased = new Map<string, Erased>();
  let { persons } = options;
  let exclusions: ExclusionRow[] = [];
  let addresses: string[] = [];
  let remaining = 0;
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    exclusions = [];
    for (const one of exclude ? persons : []) {
      const named = { workspace_id, exclusion_key, addresses: one, label };
      exclusions.push(await addExclusion(db, named));
    }
    addresses = persons.flat();
    for (const session_id of session_ids) {
      const deleted = await eraseIn(db, { session_id, addresses, lock_timeout_ms });
      if (deleted) erased.set(session_id, sum(erased.get(session_id), deleted));
    }
    remaining = await countRows(db, session_ids, addresses);
    if (remaining === 0) break;
    persons = await linkAddresses(db, { session_ids, persons });
  }
  return { erased, exclusions, remaining, addresses };
}

/** The sessions of a workspace, in the order in which an erasure locks them. */
export async function sessionsOf({ pool }: Database, workspace_id: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM sessions WHERE workspace_id = $1 ORDER BY id',
    [workspace_id],
  );
  return rows.map(({ id }) => id);
}

/** Null: the session was deleted meanwhile, with all its data. */
async function eraseIn(
  db: Database,
  options: { session_id: string; addresses: readonly string[]; lock_timeout_ms: number },
): Promise<Erased | null> {
  const { session_id, addresses } = options;
  try {
    return await withLockedSession(db, options, (client) =>
      eraseAddresses(client, session_id, addresses),
    );
  } catch (error) {
    if (error instanceof SessionNotFound) return null;
    throw error;
  }
}

function sum(before: Erased | undefined, now: Erased): Erased {
  if (before === undefined) return now;
  const names = Object.keys(now) as (keyof Erased)[];
  return Object.fromEntries(names.map((name) => [name, before[name] + now[name]])) as Erased;
}

/** Looks at every row with a personal column, by the columns themselves and not by an index of one of them. */
async function countRows(
  { pool }: Database,
  session_ids: readonly string[],
  addresses: readonly string[],
): Promise<number> {
  const { rows } = await pool.query<{ remaining: number }>(
    `SELECT (SELECT count(*) FROM contacts WHERE session_id = ANY ($1)
         AND (contact_id = ANY ($2) OR lid = ANY ($2) OR owner_id = ANY ($2)))
       + (SELECT count(*) FROM contact_aliases WHERE session_id = ANY ($1) AND address = ANY ($2))
       + (SELECT count(*) FROM group_participants WHERE session_id = ANY ($1)
         AND (participant_id = ANY ($2) OR lid = ANY ($2)))
       + (SELECT count(*) FROM membership_changes WHERE session_id = ANY ($1)
         AND participant_id = ANY ($2)) AS remaining`,
    [session_ids, addresses],
  );
  return rows[0]?.remaining ?? 0;
}

async function ownSessions(
  { pool }: Database,
  workspace_id: string,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM sessions WHERE workspace_id = $1 AND (account_lid = ANY ($2)
       OR account_phone_number || '@s.whatsapp.net' = ANY ($2)
       OR phone_number || '@s.whatsapp.net' = ANY ($2))`,
    [workspace_id, addresses],
  );
  return new Set(rows.map(({ id }) => id));
}
