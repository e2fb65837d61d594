import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';
import { type OwnerProcess, spawnOwner, startOwner } from './owner-process.ts';
import { postmasterPid, serverProcesses } from './server-processes.ts';
import { answers, newDataDir, query, until, useFilledDataDirs } from './test-data-dir.ts';

const owner = 'npm start';
const LOCK_HEARTBEAT_MS = 5_000;
const newFilledDataDir = useFilledDataDirs();
/** The guard of a server ends a moment after it. */
const untilNoProcess = (dataDir: string) => until('no process is left', () => noProcess(dataDir));
const noProcess = async (dataDir: string) => (await serverProcesses(dataDir)).length === 0;

describe('the owner of a directory', () => {
  it('is one of several that start at once; the others are refused and learn which', async () => {
    const dataDir = await newDataDir();
    const all = await Promise.all([1, 2, 3].map(() => startOwner(dataDir)));
    const [winner, ...none] = all.filter(({ refused }) => refused === undefined) as [OwnerProcess];
    expect(none).toEqual([]);
    const refusals = all.flatMap(({ refused }) => refused ?? []);
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) {
      const inUse = `${dataDir} is in use by \`the owner script\` (process ${winner.pid}). `;
      expect(refusal).toBe(`${inUse}Stop it first, or set DATA_DIR to another folder.`);
    }
    expect(await answers(winner.url)).toBe(true);
    await winner.stop();
    await untilNoProcess(dataDir);
    await (await startEmbeddedPostgres({ dataDir, owner })).stop();
  });

  it('is refused a second server in the same process', async () => {
    const dataDir = await newFilledDataDir();
    const { stop } = await startEmbeddedPostgres({ dataDir, owner });
    const second = startEmbeddedPostgres({ dataDir, owner: 'npm run api' });
    await expect(second).rejects.toMatchObject({
      code: 'IN_USE',
      message: expect.stringContaining(`by \`npm start\` (process ${process.pid})`),
    });
    await stop();
  });

  it('stops its server when it has lost the lock, and says so', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const dataDir = await newFilledDataDir();
    const errors: string[] = [];
    const log = {
      warn: () => {},
      error: (_: object, message: string) => void errors.push(message),
    };
    const { url, stop } = await startEmbeddedPostgres({ dataDir, owner, log });
    expect(await answers(url)).toBe(true);
    const locks = join(dataDir, 'postgres', 'locks');
    for (const name of await readdir(locks)) await rm(join(locks, name));
    vi.advanceTimersByTime(LOCK_HEARTBEAT_MS);
    await until('the server has ended', () => noProcess(dataDir));
    expect(errors).toEqual(['Lost the lock of the data directory, stopping']);
    await stop();
  });

  it('that is told to stop during its start leaves no process and nothing that breaks a later start', async () => {
    const dataDir = await newDataDir();
    for (const moment of ['pgdata', 'postgres.log']) {
      // A start that was over before the signal arrived ends with 0 and is repeated.
      while ((await stopDuringStart(dataDir, moment)) === 0);
      await untilNoProcess(dataDir);
    }
    const { url, stop } = await startEmbeddedPostgres({ dataDir, owner });
    expect(await answers(url)).toBe(true);
    await stop();
  });

  it('whose server cannot start says why and leaves no process', async () => {
    const dataDir = await newFilledDataDir();
    const settings = join(dataDir, 'postgres', 'server', 'pgdata', 'postgresql.conf');
    const text = await readFile(settings, 'utf8');
    await writeFile(settings, 'no_such_setting = 1\n');
    const start = startEmbeddedPostgres({ dataDir, owner });
    await expect(start).rejects.toThrow(/did not start.*no_such_setting/s);
    await untilNoProcess(dataDir);
    await writeFile(settings, text);
    await (await startEmbeddedPostgres({ dataDir, owner })).stop();
  });
});

/** Stops an owner at a moment of its start. Returns its exit code. */
async function stopDuringStart(dataDir: string, moment: string): Promise<number | null> {
  const starting = spawnOwner(dataDir);
  const ended = once(starting, 'exit');
  await until(`the start is at ${moment}`, async () => {
    const commands = await serverProcesses(dataDir);
    const begun = await stat(join(dataDir, 'postgres', moment)).catch(() => null);
    return commands.length > 0 && (moment === 'pgdata' || begun !== null);
  });
  starting.kill('SIGTERM');
  const [code, signal] = await ended;
  expect(signal).toBeNull();
  return code;
}

/** The end of one process of a server ends the others, too. */
function killIfAlive(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

describe('kill -9 of the owner', () => {
  const add = 'INSERT INTO kept VALUES (2)';

  async function expectKept(dataDir: string): Promise<void> {
    const { url, stop } = await startEmbeddedPostgres({ dataDir, owner });
    expect(await query(url, 'SELECT value FROM kept')).toEqual([{ value: 1 }, { value: 2 }]);
    await stop();
  }

  it('ends its server and loses no committed row', async () => {
    const dataDir = await newFilledDataDir();
    const killed = await startOwner(dataDir);
    await query(killed.url, add);
    await killed.kill();
    await until('its server has ended', () => noProcess(dataDir));
    await expectKept(dataDir);
  });

  it('does not block a start that follows at once', async () => {
    const dataDir = await newFilledDataDir();
    const killed = await startOwner(dataDir);
    await query(killed.url, add);
    await killed.kill();
    await expectKept(dataDir);
  });

  it('together with the guard of its server leaves the server, and the next start stops it', async () => {
    const dataDir = await newFilledDataDir();
    const killed = await startOwner(dataDir);
    await query(killed.url, add);
    const server = await postmasterPid(dataDir);
    let beside: number[] = [];
    // A new child of the server has its command line for a moment.
    await until('only the guard is beside the server', async () => {
      beside = (await serverProcesses(dataDir)).filter((pid) => pid !== server);
      return beside.length === 1;
    });
    process.kill(beside[0]!, 'SIGKILL');
    await killed.kill();
    expect(await answers(killed.url)).toBe(true);
    await expectKept(dataDir);
    await untilNoProcess(dataDir);
  });

  it('and of Postgres loses no committed row', async () => {
    const dataDir = await newFilledDataDir();
    const killed = await startOwner(dataDir);
    await query(killed.url, add);
    for (const pid of await serverProcesses(dataDir)) killIfAlive(pid);
    await killed.kill();
    await expectKept(dataDir);
  });

  it('during the start of its server leaves no server', async () => {
    const dataDir = await newDataDir();
    const killed = spawnOwner(dataDir);
    const ended = once(killed, 'exit');
    await until('the server starts', async () => {
      return (await stat(join(dataDir, 'postgres', 'postgres.log')).catch(() => null)) !== null;
    });
    killed.kill('SIGKILL');
    await ended;
    await until('its server has ended', () => noProcess(dataDir));
    await (await startEmbeddedPostgres({ dataDir, owner })).stop();
  });
});
