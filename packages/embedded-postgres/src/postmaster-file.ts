import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { processCommand, processIdentity } from './process-identity.ts';

/** What the server writes about itself into its data directory. */
export interface Postmaster {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping`, `standby`; empty in the first moments */
  status: string;
}

// The line numbers of postmaster.pid (src/include/utils/pidfile.h), counted from 0.
const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

/**
 * The living server of a data directory, or null. A file whose number now belongs to another program
 * is removed, for Postgres itself would refuse to start over it. Call it under the start lock.
 */
export async function livingPostmaster(pgdata: string): Promise<Postmaster | null> {
  const file = join(pgdata, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n');
  // Negative while a stand-alone backend has the directory.
  const pid = Math.abs(Number(lines[PID_LINE]));
  if (!Number.isSafeInteger(pid) || pid === 0) return null;
  if ((await processIdentity(pid)) === null) return null;
  const command = await processCommand(pid);
  if (command !== null && !(command.includes('postgres') && command.includes(pgdata))) {
    await rm(file, { force: true });
    return null;
  }
  return {
    pid,
    port: Number(lines[PORT_LINE] ?? 0),
    status: (lines[STATUS_LINE] ?? '').trim(),
  };
}
