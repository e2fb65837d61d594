import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { processCommand, processStartTime } from '@grabber/primitives/process-identity';

/** The processes whose command line names the database of the directory: its guard, its server, initdb. */
export async function serverProcesses(dataDir: string): Promise<number[]> {
  const place = join(await realpath(dataDir), 'postgres');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const commands = await Promise.all(pids.map(processCommand));
  const found = pids.filter((_, n) => commands[n]?.includes(place));
  const identities = await Promise.all(found.map(processStartTime));
  return found.filter((_, n) => identities[n] !== null);
}

/** The process number of the running server. */
export async function postmasterPid(dataDir: string): Promise<number> {
  const file = join(dataDir, 'postgres', 'server', 'pgdata', 'postmaster.pid');
  return Number((await readFile(file, 'utf8')).split('\n')[0]);
}
