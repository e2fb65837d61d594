import { withTimeout } from '@grabber/primitives/deadline';
import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { type GrabLease, releaseLease } from '../sessions/grab-lease.ts';
import { type Interruptible, interruptible } from './interruptible.ts';

const CLOSE_TIMEOUT_MS = 5_000;
/** Postgres itself ends a statement so long after the deadline: this process may be unable to. */
const STATEMENT_MARGIN_MS = 1_000;

/**
 * The staged rows of a usual account fit into these buffers. A connection takes another size only before its first
 * temporary table. Postgres ends what a process that does not go on has left open: a COPY into the staging
 * tables, the transaction of a merge, and at last the tables themselves. A grab has at most an hour. The server asks a
 * silent client whether it is there, and so does not keep the lock of one whose end it was not told.
 */
const SETTINGS = `
SET temp_buffers = '32MB';
SET statement_timeout = '60s';
SET idle_in_transaction_session_timeout = '15s';
SET idle_session_timeout = '65min';
SET tcp_keepalives_idle = 10;
SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 3`;

/**
 * The connection of one grab. While the account is read it has no transaction: the staging tables are
 * temporary ones of the connection.
 */
export type GrabConnection = Pick<Interruptible, 'until'> & {
  readonly client: PoolClient;
  /** Gives the lease back when the connection is closed without a commit. */
  own(lease: GrabLease): void;
  /** Begins the transaction of the merge. No statement of it runs for longer than that and a margin. */
  begin(timeoutMs: number | undefined): Promise<void>;
  commit(): Promise<void>;
  /** Leaves no trace; does nothing after `commit`. Never rejects. */
  close(): Promise<void>;
};

/** A connection that may still be interrupted is closed when the grab ends. */
export async function openGrabConnection(db: Database): Promise<GrabConnection> {
  const client = await db.grabPool.connect();
  let lease: GrabLease | undefined;
  let released = false;
  let leaving = false;
  const release = (isBroken: boolean): void => {
    if (!released) client.release(isBroken);
    released = true;
  };
  try {
    await client.query(SETTINGS);
    const statements = await interruptible(db, client, () => release(true));
    const leave = async (work: () => Promise<unknown>): Promise<void> => {
      leaving = true;
      const left = await isDone(work);
      release(!left || statements.isInterrupted());
    };
    return {
      client,
      until: statements.until,
      own: (taken) => {
        lease = taken;
      },
      begin: async (timeoutMs) => {
        const limit = timeoutMs === undefined ? 0 : Math.ceil(timeoutMs) + STATEMENT_MARGIN_MS;
        await client.query(`BEGIN; SET LOCAL statement_timeout = ${limit}`);
      },
      commit: async () => {
        await client.query('COMMIT');
        // The grab is stored, and its answer need not wait for this.
        void leave(() => client.query(CLEAR));
      },
      close: async () => {
        if (leaving || released) return;
        await leave(async () => {
          await client.query('ROLLBACK');
          if (lease) await releaseLease(client, lease);
          await client.query(CLEAR);
        });
      },
    };
  } catch (error) {
    release(true);
    throw error;
  }
}

const CLEAR = 'DISCARD TEMP; SELECT pg_advisory_unlock_all()';

/** False: the connection fails or does not answer in time. */
async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  const tooLate = () => new Error('Leaving the connection of a grab took too long');
  const done = work().then(() => true);
  return withTimeout(done, CLOSE_TIMEOUT_MS, tooLate).catch(() => false);
}
