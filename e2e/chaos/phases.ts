import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { familyOf, listProcesses, postmasterPid } from '../support/processes.ts';
import { poll } from '../support/rest-client.ts';
import { ADMIN_KEY } from '../support/whole-stack.ts';
import type { Chaos } from './chaos-stack.ts';

const SHORTEST_MS = 2_000;
const LONGEST_MS = 15_000;
const HOUR_MS = 3_600_000;
const DATABASE_BACK_MS = 60_000;
const ABSENT_CLIENTS = 30;
const SLOW_CLIENTS = 6;
const SLOW_READ_BYTES = 8_192;
const SLOW_READ_PAUSE_MS = 100;

export type Phase = {
  readonly name: string;
  /** Whose connections may end early: those of all callers, or answers that were streamed from the database. */
  readonly cutsOff?: 'all' | 'streams';
  /** It ends when Postgres answers, and the engine was untouched: a queued grab is taken up soon after that. */
  readonly isOfDatabase?: true;
  /** Resolves when the trouble is over. */
  run(chaos: Chaos): Promise<void>;
};

const api = (chaos: Chaos) => [chaos.stack.api.pid];
const engine = (chaos: Chaos) => [chaos.stack.engine.pid];
const server = async ({ dataDir }: Chaos) =>
  familyOf(await postmasterPid(dataDir), await listProcesses());
const browser = async ({ stack }: Chaos) => {
  const processes = await listProcesses();
  const family = new Set(familyOf(stack.engine.pid, processes));
  const ofEngine = processes.filter(({ pid }) => family.has(pid));
  return ofEngine
    .filter(({ command }) => command.includes('--user-data-dir='))
    .map(({ pid }) => pid);
};

/** Each trouble that a part can have or make. */
export const PHASES: readonly Phase[] = [
  { name: 'API killed', cutsOff: 'all', run: ({ stack }) => stack.killApi() },
  { name: 'API stopped', cutsOff: 'all', run: stopApi },
  { name: 'API paused', run: (chaos) => pause(chaos, api) },
  { name: 'engine killed', run: ({ stack }) => stack.restartEngine('kill') },
  { name: 'engine stopped', run: ({ stack }) => stack.restartEngine('stop') },
  { name: 'engine paused', run: (chaos) => pause(chaos, engine) },
  { name: 'browser killed', run: (chaos) => kill(chaos, browser) },
  { name: 'browser paused', run: (chaos) => pause(chaos, browser) },
  {
    name: 'Postgres killed',
    cutsOff: 'streams',
    isOfDatabase: true,
    run: (chaos) => endServer(chaos, 'SIGKILL'),
  },
  {
    name: 'Postgres restarted',
    cutsOff: 'streams',
    isOfDatabase: true,
    run: (chaos) => endServer(chaos, 'SIGINT'),
  },
  {
    name: 'a process of Postgres killed',
    cutsOff: 'streams',
    isOfDatabase: true,
    run: crashBackend,
  },
  {
    name: 'Postgres paused',
    cutsOff: 'streams',
    isOfDatabase: true,
    run: (chaos) => pause(chaos, server),
  },
  { name: 'database connections silent', cutsOff: 'streams', run: silence },
  { name: 'database read-only', isOfDatabase: true, run: forbidWrites },
  { name: 'disk full', cutsOff: 'streams', isOfDatabase: true, run: fillDisk },
  { name: 'slow clients', run: (chaos) => readBadly(chaos, SLOW_CLIENTS, SLOW_READ_PAUSE_MS) },
  { name: 'absent clients', run: (chaos) => readBadly(chaos, ABSENT_CLIENTS, null) },
  { name: 'clocks set forward', run: (chaos) => step(chaos, 1) },
  { name: 'clocks set back', run: (chaos) => step(chaos, -1) },
  { name: 'API and Postgres killed', cutsOff: 'all', run: (chaos) => killTogether(chaos, false) },
  { name: 'everything killed', cutsOff: 'all', run: (chaos) => killTogether(chaos, true) },
];

const someTime = ({ random }: Chaos) => sleep(random.between(SHORTEST_MS, LONGEST_MS));

type Pids = (chaos: Chaos) => readonly number[] | Promise<readonly number[]>;

async function stopApi({ stack }: Chaos): Promise<void> {
  await stack.api.stop();
  await stack.startApi();
}

async function pause(chaos: Chaos, pidsOf: Pids): Promise<void> {
  const pids = await pidsOf(chaos);
  for (const pid of pids) signal(pid, 'SIGSTOP');
  await someTime(chaos);
  for (const pid of pids) signal(pid, 'SIGCONT');
}

async function kill(chaos: Chaos, pidsOf: Pids): Promise<void> {
  for (const pid of await pidsOf(chaos)) signal(pid, 'SIGKILL');
}

/** A process may have ended by itself. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Its owner starts it again. */
async function endServer(chaos: Chaos, name: 'SIGKILL' | 'SIGINT'): Promise<void> {
  const before = await postmasterPid(chaos.dataDir);
  signal(before, name);
  const pid = () => postmasterPid(chaos.dataDir).catch(() => before);
  await poll(pid, (now) => now !== before, DATABASE_BACK_MS);
  await untilDatabaseAnswers(chaos);
}

/** The server ends all connections and recovers, as after a defect in it. */
async function crashBackend(chaos: Chaos): Promise<void> {
  const { rows } = await chaos.db.pool.query('SELECT pg_backend_pid() AS pid');
  signal(rows[0].pid, 'SIGKILL');
  await untilDatabaseAnswers(chaos);
}

async function untilDatabaseAnswers({ db }: Chaos): Promise<void> {
  const answers = () =>
    db.pingAfresh().then(
      () => true,
      () => false,
    );
  await poll(answers, (answer) => answer, DATABASE_BACK_MS);
}

async function silence(chaos: Chaos): Promise<void> {
  chaos.proxy.silence();
  await someTime(chaos);
}

async function forbidWrites(chaos: Chaos): Promise<void> {
  await setReadOnly(chaos, 'on');
  await someTime(chaos);
  await setReadOnly(chaos, 'off');
}

async function setReadOnly({ db }: Chaos, value: 'on' | 'off'): Promise<void> {
  await db.pool.query(`ALTER SYSTEM SET default_transaction_read_only = ${value}`);
  await db.pool.query('SELECT pg_reload_conf()');
}

async function fillDisk(chaos: Chaos): Promise<void> {
  if (!chaos.disk) return;
  await chaos.disk.fill();
  await someTime(chaos);
  await chaos.disk.free();
  await untilDatabaseAnswers(chaos);
}

/** Clients that read a whole list slowly, or never. */
async function readBadly(chaos: Chaos, count: number, pauseMs: number | null): Promise<void> {
  const { hostname, port } = new URL(chaos.stack.apiUrl);
  const path = `/api/sessions/${chaos.sessionId}/contacts`;
  const head = `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nX-API-Key: ${ADMIN_KEY}\r\n\r\n`;
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(Number(port), hostname, () => socket.write(head));
    return socket.on('error', () => {}).pause();
  });
  const reading = setInterval(() => {
    for (const socket of sockets) socket.read(SLOW_READ_BYTES);
  }, pauseMs ?? LONGEST_MS);
  await someTime(chaos);
  clearInterval(reading);
  for (const socket of sockets) socket.destroy();
}

/** The clocks of API and engine; that of the database stays. They return in the end, which is another step. */
async function step(chaos: Chaos, sign: 1 | -1): Promise<void> {
  await chaos.stepClock(sign * chaos.random.between(1, 48) * HOUR_MS);
  await someTime(chaos);
  await chaos.stepClock(0);
}

async function killTogether(chaos: Chaos, withEngine: boolean): Promise<void> {
  const ended = endServer(chaos, 'SIGKILL');
  await Promise.all([
    ended,
    chaos.stack.killApi(),
    withEngine && chaos.stack.restartEngine('kill'),
  ]);
}
