import { isUuid } from '@grabber/primitives/uuid';
import { sqlStateOf } from '../connection/database-errors.ts';
import type { Database } from '../connection/open-database.ts';
import { SessionNotFound } from './session-row.ts';

/** At most so many charges in so many seconds, up to a day, by the database's clock. */
export interface ChargeRule {
  most: number;
  seconds: number;
}

/** A clock that is set back must not hold a session back for longer than its window. */
const CLAMPED = 'least(moment, clock_timestamp())';
const KEPT = `SELECT moment FROM unnest(c.charged_at) moment WHERE ${CLAMPED} > clock_timestamp() - interval '1 day'`;
/** Times of another machine's clock that are further ahead are left out. */
const CLOCK_SKEW = "interval '1 minute'";
/** More than any limit: a broken clock or client must not let a row grow. */
const MAX_KEPT = 2_000;

const FOREIGN_KEY_VIOLATION = '23503';

/**
 * Charges a session once, if none of the rules is against it, in one statement: replicas cannot both take the
 * last place. Answers the time of the charge. Null: there is no room. Throws SessionNotFound.
 */
export async function chargeSession(
  db: Database,
  { session_id, kind, rules }: { session_id: string; kind: string; rules: readonly ChargeRule[] },
): Promise<Date | null> {
  // Whole milliseconds, so that a Date is the same time.
  const { rows } = await onSession(session_id, () =>
    db.pool.query<{ at: Date }>(
      `INSERT INTO session_charges AS c (session_id, kind, charged_at)
       VALUES ($1, $2, ARRAY[date_trunc('milliseconds', clock_timestamp())])
       ON CONFLICT (session_id, kind) DO UPDATE
         SET charged_at = ARRAY(${KEPT}) || date_trunc('milliseconds', clock_timestamp())
         WHERE NOT EXISTS (
           SELECT FROM unnest($3::int[], $4::int[]) AS rule (most, seconds)
           WHERE rule.most <= (SELECT count(*) FROM unnest(c.charged_at) moment
             WHERE ${CLAMPED} > clock_timestamp() - make_interval(secs => rule.seconds)))
       RETURNING charged_at[cardinality(charged_at)] AS at`,
      [session_id, kind, rules.map(({ most }) => most), rules.map(({ seconds }) => seconds)],
    ),
  );
  return rows[0]?.at ?? null;
}

/** Takes a charge back, because nothing has reached WhatsApp. */
export async function refundCharge(
  db: Database,
  { session_id, kind, at }: { session_id: string; kind: string; at: Date },
): Promise<void> {
  await db.pool.query(
    `UPDATE session_charges
     SET charged_at = charged_at[:array_position(charged_at, $3) - 1]
       || charged_at[array_position(charged_at, $3) + 1:]
     WHERE session_id = $1 AND kind = $2 AND array_position(charged_at, $3) IS NOT NULL`,
    [session_id, kind, at],
  );
}

/**
 * Charges what has happened already, whether there is room or not. A time that is there already counts once, so
 * that several replicas may report the same. Throws SessionNotFound.
 */
export async function noteCharges(
  db: Database,
  { session_id, kind, times }: { session_id: string; kind: string; times: readonly Date[] },
): Promise<void> {
  if (times.length === 0) return;
  const reported = `SELECT moment FROM unnest($3::timestamptz[]) moment
    WHERE moment BETWEEN clock_timestamp() - interval '1 day' AND clock_timestamp() + ${CLOCK_SKEW}`;
  await onSession(session_id, () =>
    db.pool.query(
      `INSERT INTO session_charges AS c (session_id, kind, charged_at)
       VALUES ($1, $2, ARRAY(${reported} ORDER BY moment))
       ON CONFLICT (session_id, kind) DO UPDATE SET charged_at = ARRAY(
         SELECT moment FROM (${KEPT} UNION ${reported}) kept ORDER BY moment DESC LIMIT ${MAX_KEPT})
       WHERE EXISTS (${reported} AND moment <> ALL (c.charged_at))`,
      [session_id, kind, times],
    ),
  );
}

type Charges = { now: Date; charges: ReadonlyMap<string, readonly Date[]> };
type ChargeRow = { session_id: string; now: Date; kind: string | null; charged_at: Date[] };

/** The charges of the last day by kind, oldest first, and the database's time. Throws SessionNotFound. */
export async function readCharges(db: Database, session_id: string): Promise<Charges> {
  if (!isUuid(session_id)) throw new SessionNotFound();
  return (await readChargesOf(db, [session_id]))(session_id);
}

/** The same for many sessions. A session without a charge has none. */
export async function readChargesOf(
  db: Database,
  session_ids: readonly string[],
): Promise<(session_id: string) => Charges> {
  const { rows } = await db.pool.query<ChargeRow>(
    `SELECT wanted.id AS session_id, date_trunc('milliseconds', clock_timestamp()) AS now,
       c.kind, ARRAY(
         SELECT ${CLAMPED} FROM unnest(c.charged_at) moment
         WHERE ${CLAMPED} > clock_timestamp() - interval '1 day' ORDER BY 1) AS charged_at
     FROM unnest($1::uuid[]) wanted (id) LEFT JOIN session_charges c ON c.session_id = wanted.id`,
    [session_ids],
  );
  const bySession = Map.groupBy(rows, ({ session_id }) => session_id);
  return (session_id) => {
    const own = bySession.get(session_id.toLowerCase()) ?? [];
    const charges = own.flatMap(({ kind, charged_at }) =>
      kind === null ? [] : [[kind, charged_at] as const],
    );
    return { now: own[0]?.now ?? new Date(), charges: new Map(charges) };
  };
}

/** Rejects with SessionNotFound if the session was deleted meanwhile. */
async function onSession<T>(sessionId: string, run: () => Promise<T>): Promise<T> {
  if (!isUuid(sessionId)) throw new SessionNotFound();
  try {
    return await run();
  } catch (error) {
    if (sqlStateOf(error) === FOREIGN_KEY_VIOLATION) throw new SessionNotFound();
    throw error;
  }
}
