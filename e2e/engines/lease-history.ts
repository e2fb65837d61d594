import type { Database } from '@grabber/database/connection/open-database';

/** A grab looks for its lease when it begins. */
export const BEGINS_WITHIN_MS = 2_000;
const BEGINS_WITHIN = `interval '${BEGINS_WITHIN_MS} milliseconds'`;

const TABLES = `
  CREATE TABLE seen_leases (session_id uuid, generation bigint, at timestamptz DEFAULT clock_timestamp());
  CREATE TABLE seen_runs (grab_id uuid, at timestamptz DEFAULT clock_timestamp());
  CREATE TABLE seen_grabs (grab_id uuid, session_id uuid, at timestamptz DEFAULT clock_timestamp());
  CREATE TABLE seen_refusals (grab_id uuid, at timestamptz DEFAULT clock_timestamp());
  CREATE TABLE seen_troubles (session_id uuid, status text, at timestamptz DEFAULT clock_timestamp());

  CREATE FUNCTION see_lease() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO seen_leases VALUES (NEW.session_id, NEW.generation); RETURN NULL; END $$;
  CREATE TRIGGER see_lease AFTER UPDATE ON session_placements FOR EACH ROW
    WHEN (NEW.generation <> OLD.generation) EXECUTE FUNCTION see_lease();

  CREATE FUNCTION see_run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO seen_runs VALUES (NEW.id); RETURN NULL; END $$;
  CREATE TRIGGER see_run AFTER UPDATE ON grabs FOR EACH ROW
    WHEN (NEW.attempts <> OLD.attempts) EXECUTE FUNCTION see_run();
  CREATE TRIGGER see_first_run AFTER INSERT ON grabs FOR EACH ROW
    WHEN (NEW.state = 'running') EXECUTE FUNCTION see_run();

  CREATE FUNCTION see_refusal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO seen_refusals VALUES (NEW.id); RETURN NULL; END $$;
  CREATE TRIGGER see_refusal AFTER UPDATE ON grabs FOR EACH ROW
    WHEN (NEW.error ->> 'message' LIKE '%another lease%' AND NEW.error IS DISTINCT FROM OLD.error)
    EXECUTE FUNCTION see_refusal();

  CREATE FUNCTION see_grab() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO seen_grabs VALUES (NEW.id, NEW.session_id); RETURN NULL; END $$;
  CREATE TRIGGER see_grab AFTER UPDATE ON grabs FOR EACH ROW
    WHEN (OLD.finished_at IS NULL AND NEW.state IN ('complete', 'partial')) EXECUTE FUNCTION see_grab();

  CREATE FUNCTION see_trouble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO seen_troubles VALUES (NEW.id, NEW.status); RETURN NULL; END $$;
  CREATE TRIGGER see_trouble AFTER UPDATE ON sessions FOR EACH ROW
    WHEN (NEW.status <> OLD.status AND NEW.status IN ('qr', 'logged_out', 'failed'))
    EXECUTE FUNCTION see_trouble();`;

/** Notes in the database each new lease, each run and store of a grab, and each session that is not linked. */
export async function recordHistory({ pool }: Database): Promise<void> {
  await pool.query(TABLES);
}

/**
 * The grabs that were stored although their session had got a new lease since their run began. The triggers run while the
 * row of the placement is locked, so that their times are in the order of the commits.
 */
export async function grabsOfOldLeases({ pool }: Database): Promise<unknown[]> {
  const { rows } = await pool.query(
    `SELECT g.grab_id, g.at AS stored_at, run.at AS begun_at, l.generation, l.at AS leased_at
     FROM seen_grabs g
     CROSS JOIN LATERAL (SELECT max(r.at) AS at FROM seen_runs r WHERE r.grab_id = g.grab_id AND r.at < g.at) run
     JOIN seen_leases l ON l.session_id = g.session_id
       AND l.at > run.at + ${BEGINS_WITHIN} AND l.at < g.at`,
  );
  return rows;
}

/** How many leases were given, grabs stored, and grabs refused because their lease was an old one. */
export async function countHistory({
  pool,
}: Database): Promise<{ leases: number; grabs: number; refused: number }> {
  const { rows } = await pool.query(
    `SELECT (SELECT count(*)::int FROM seen_leases) AS leases,
       (SELECT count(*)::int FROM seen_grabs) AS grabs,
       (SELECT count(*)::int FROM seen_refusals) AS refused`,
  );
  return rows[0];
}

/** The sessions that showed a QR code, were unlinked or gave up. */
export async function unlinkedSessions({ pool }: Database): Promise<unknown[]> {
  return (await pool.query('SELECT * FROM seen_troubles')).rows;
}
