import { withTimeout } from '@grabber/primitives/deadline';
import type { PoolClient } from 'pg';
import type { Database } from '../connection/open-database.ts';
import { type Interruptible, interruptible } from './interruptible.ts';

const ROLLBACK_TIMEOUT_MS = 5_000;
/** Postgres itself ends a statement so long after the deadline: this process may be unable to. */
const STATEMENT_MARGIN_MS = 1_000;

/** The transaction of one grab, on a connection of its own. */
export type GrabTransaction = Pick<Interruptible, 'until'> & {
  readonly client: PoolClient;
  /** From now on no statement runs for longer than that and a margin. */
  limitStatements(timeoutMs: number): Promise<void>;
  commit(): Promise<void>;
  /** Leaves no trace; does nothing after `commit`. Never rejects. */
  rollback(): Promise<void>;
};

/** Begins a transaction. A connection that may still be interrupted is closed when it ends. */
export async function beginGrabTransaction(db: Database): Promise<GrabTransaction> {
  const client = await db.grabPool.connect();
  let open = true;
  const release = (isBroken: boolean): void => {
    if (open) client.release(isBroken);
    open = false;
  };
  try {
    await client.query('BEGIN');
    const statements = await interruptible(db, client, () => release(true));
    return {
      client,
      until: statements.until,
      limitStatements: async (timeoutMs) => {
        const limit = Math.ceil(timeoutMs) + STATEMENT_MARGIN_MS;
        await client.query(`SET LOCAL statement_timeout = ${limit}`);
      },
      commit: async () => {
        await client.query('COMMIT');
        release(statements.isInterrupted());
      },
      rollback: async () => {
        if (open) release(!(await isRolledBack(client)) || statements.isInterrupted());
      },
    };
  } catch (error) {
    release(true);
    throw error;
  }
}

/** False: the connection fails or does not answer in time. */
async function isRolledBack(client: PoolClient): Promise<boolean> {
  const rolledBack = client.query('ROLLBACK').then(() => true);
  const tooLate = () => new Error('ROLLBACK took too long');
  return withTimeout(rolledBack, ROLLBACK_TIMEOUT_MS, tooLate).catch(() => false);
}
