import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { poll, type RestClient } from '../support/rest-client.ts';
import type { WholeStack } from '../support/whole-stack.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;
/** Restarts, and pauses between tries that grow, on a busy machine. */
const PATIENCE_MS = 180_000;

/** A session of the API, linked with an account of the simulator. */
export type SessionUnderTest = {
  readonly id: string;
  call(method: string, rest: string): ReturnType<RestClient>;
  /** Starts it and scans its QR code where it waits for that, until it is connected. */
  connect(): Promise<void>;
  /** Every part of the account has come. False: something will not come before the page's next load. */
  syncs(patienceMs: number): Promise<boolean>;
  restart(): Promise<void>;
  /** The phone unlinks it, and scans its next QR code. */
  pairAgain(): Promise<void>;
  /** Moves the engine's memory of its queries back. The engine must not run. */
  ageQueries(hours: number): Promise<void>;
  remove(): Promise<void>;
};

export async function createSession(
  stack: WholeStack,
  rest: RestClient,
  accountId: string,
): Promise<SessionUnderTest> {
  const { control } = stack.simulator;
  const created = await rest('POST', '/sessions', { body: { name: accountId } });
  const id: string = created.body.data.session_id;
  const call = (method: string, path: string) => rest(method, `/sessions/${id}${path}`);
  /** Nothing where the API cannot say it. */
  const status = async () => (await call('GET', '/status')).body.data ?? {};

  /** One move towards the connection. */
  async function help(): Promise<string> {
    const { status: now, stale } = await status();
    if (stale) return 'stale';
    if (['disconnected', 'failed', 'logged_out'].includes(now)) await call('POST', '/start');
    else if (now === 'qr') {
      const { body } = await call('GET', '/qr');
      // The code may have changed meanwhile: the next move scans the new one.
      if (body.data)
        await control.scanQr({ qr: body.data.qr, account_id: accountId }).catch(() => {});
    }
    return now;
  }

  const connect = async () => {
    await poll(help, (now) => now === 'connected', PATIENCE_MS);
  };

  return {
    id,
    call,
    connect,
    async syncs(patienceMs) {
      const end = Date.now() + patienceMs;
      const isDone = ({ sync }: { sync?: { state: string } | null }) =>
        sync?.state === 'synced' || Date.now() > end;
      return (await poll(status, isDone, PATIENCE_MS)).sync?.state === 'synced';
    },
    async restart() {
      await call('POST', '/restart');
    },
    async pairAgain() {
      await connect();
      await control.logoutFromPhone({ account_id: accountId });
      await poll(status, (data) => data.status === 'logged_out', PATIENCE_MS);
      await connect();
    },
    async ageQueries(hours) {
      const file = join(stack.dataDir, 'engine', 'sessions', id, 'session.json');
      const record = JSON.parse(await readFile(file, 'utf8'));
      const { askedAt, refusedUntil } = record.groups;
      const move = (time: number | null) => time && time - hours * MILLISECONDS_PER_HOUR;
      const groups = { ...record.groups, askedAt: move(askedAt), refusedUntil: move(refusedUntil) };
      await writeFile(file, JSON.stringify({ ...record, groups }));
    },
    async remove() {
      await call('DELETE', '?force=true');
    },
  };
}
