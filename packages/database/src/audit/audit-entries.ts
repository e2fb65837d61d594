import { isUuid } from '@grabber/primitives/uuid';
import { and, desc, eq, gte, inArray, lt, or } from '../connection/drizzle.ts';
import type { Database } from '../connection/open-database.ts';
import { inTransaction } from '../connection/transactions.ts';
import { auditEntries } from '../schema/audit.ts';

/** One row of `audit_entries`. */
export type AuditRow = typeof auditEntries.$inferSelect;
/** An entry before it is stored. `workspace_id` is that of the key. */
export type NewAuditEntry = Omit<AuditRow, 'id'>;

/** Stores entries in one statement. An entry of the admin key gets the workspace of its session. */
export async function insertAuditEntries(
  db: Database,
  entries: readonly NewAuditEntry[],
): Promise<void> {
  await db.pool.query(
    `INSERT INTO audit_entries (at, workspace_id, key_id, address, request_id, method, route, session_id,
       outcome, status, code, row_count, bytes, duration_ms, client_request_id)
     SELECT e.at, coalesce(e.workspace_id, s.workspace_id), e.key_id, e.address, e.request_id, e.method,
       e.route, e.session_id, e.outcome, e.status, e.code, e.row_count, e.bytes, e.duration_ms,
       e.client_request_id
     FROM jsonb_to_recordset($1::jsonb) AS e (at timestamptz, workspace_id uuid, key_id text, address text,
       request_id uuid, method text, route text, session_id uuid, outcome text, status int, code text,
       row_count bigint, bytes bigint, duration_ms int, client_request_id text)
     LEFT JOIN sessions s ON s.id = e.session_id
     ORDER BY e.at`,
    [JSON.stringify(entries)],
  );
}

/** The `key_id` of ADMIN_API_KEY, and of who signed in to the console with a link. */
const WITHOUT_ROW: readonly string[] = ['admin', 'console'];

interface AuditFilters {
  key_id?: string | undefined;
  session_id?: string | undefined;
  route?: string | undefined;
  outcome?: AuditRow['outcome'] | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
}

/** What a key limited to sessions sees: what was done to these, and what it did itself. */
interface OwnEntries {
  session_ids: readonly string[];
  key_id: string;
}

/** The entries of a workspace (null: of all) before the one with that id, newest first. */
export async function listAuditEntries(
  db: Database,
  options: AuditFilters & {
    workspace_id: string | null;
    own?: OwnEntries | null;
    before: number | null;
    limit: number;
  },
): Promise<AuditRow[]> {
  const { workspace_id, own = null } = options;
  const { key_id, session_id, route, outcome, since, until, before } = options;
  if (session_id !== undefined && !isUuid(session_id)) return [];
  if (key_id !== undefined && !WITHOUT_ROW.includes(key_id) && !isUuid(key_id)) return [];
  return db.orm
    .select()
    .from(auditEntries)
    .where(
      and(
        workspace_id === null ? undefined : eq(auditEntries.workspace_id, workspace_id),
        own === null ? undefined : isOwn(own),
        key_id === undefined ? undefined : eq(auditEntries.key_id, key_id),
        session_id === undefined ? undefined : eq(auditEntries.session_id, session_id),
        route === undefined ? undefined : eq(auditEntries.route, route),
        outcome === undefined ? undefined : eq(auditEntries.outcome, outcome),
        since === undefined ? undefined : gte(auditEntries.at, since),
        until === undefined ? undefined : lt(auditEntries.at, until),
        before === null ? undefined : lt(auditEntries.id, before),
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(options.limit);
}

function isOwn({ session_ids, key_id }: OwnEntries) {
  return or(inArray(auditEntries.session_id, [...session_ids]), eq(auditEntries.key_id, key_id));
}

const BATCH_SIZE = 5_000;
/** The trigger of the table lets these transactions alone delete. */
const BEGIN_PURGE = "BEGIN; SET LOCAL grabber.audit_purge = 'on'";

/** Deletes the entries before `older_than`, in small batches. Starts no new one once `signal` aborts. */
export async function purgeAuditEntries(
  db: Database,
  { older_than, signal }: { older_than: Date; signal: AbortSignal },
): Promise<number> {
  let purged = 0;
  for (let last = BATCH_SIZE; last === BATCH_SIZE && !signal.aborted; ) {
    last = await inTransaction(db, BEGIN_PURGE, async (client) => {
      const { rowCount } = await client.query(
        `DELETE FROM audit_entries WHERE id IN (
           SELECT id FROM audit_entries WHERE at < $1 ORDER BY at LIMIT ${BATCH_SIZE})`,
        [older_than],
      );
      return rowCount ?? 0;
    });
    purged += last;
  }
  return purged;
}
