import type { Compose } from './compose.ts';

/** What one of several engines says of itself. */
export type Replica = {
  /** The id of its container. */
  readonly container: string;
  readonly dataDir: string;
  readonly engineId: string;
  /** The linked sessions whose profile it has. */
  readonly sessions: readonly string[];
};

/** Runs inside the container: the directory is in the environment of the engine's process alone. */
const DESCRIBE = `const { readdirSync, readFileSync } = require('node:fs');
const { hostname } = require('node:os');
const of = (pid, file) => { try { return readFileSync('/proc/' + pid + '/' + file, 'utf8').split('\\0'); } catch { return []; } };
const pid = readdirSync('/proc').filter((name) => /^\\d+$/.test(name))
  .find((one) => { const [program, script] = of(one, 'cmdline'); return program === 'node' && script === 'apps/engine/src/server.ts'; });
const dataDir = of(pid, 'environ').find((line) => line.startsWith('DATA_DIR=')).slice('DATA_DIR='.length);
const headers = { authorization: 'Bearer ' + process.env.ENGINE_SECRET };
fetch('http://127.0.0.1:3001/identity', { headers }).then((answer) => answer.json()).then(({ engine_id, holds }) => {
  const sessions = holds.filter((hold) => hold.is_linked).map((hold) => hold.session_id);
  console.log(JSON.stringify({ container: hostname(), dataDir, engineId: engine_id, sessions }));
});`;

/** Asks each engine of the stack. */
export function describeReplicas({ read }: Pick<Compose, 'read'>, count: number): Replica[] {
  return Array.from({ length: count }, (_, index) => {
    const command = ['exec', '-T', '--index', String(index + 1), 'engine', 'node', '-e', DESCRIBE];
    return JSON.parse(read(command)) as Replica;
  });
}

/** Throws unless each engine has a directory of its own, from the first one on, and is another engine. */
export function assertApart(replicas: readonly Replica[]): void {
  const expected = replicas.map((_, index) =>
    index === 0 ? '/data' : `/data/replicas/${index + 1}`,
  );
  const directories = replicas.map(({ dataDir }) => dataDir).sort();
  if (directories.join() !== expected.sort().join())
    throw new Error(`The engines use ${directories.join(', ')}, and not ${expected.join(', ')}.`);
  const ids = new Set(replicas.map(({ engineId }) => engineId));
  if (ids.size < replicas.length) throw new Error('Two engines have the same id.');
}

/** The engine that has the profile of a session. Throws unless exactly one has. */
export function homeOf(replicas: readonly Replica[], sessionId: string): Replica {
  const homes = replicas.filter(({ sessions }) => sessions.includes(sessionId));
  const [home] = homes;
  if (home && homes.length === 1) return home;
  throw new Error(`${homes.length} engines have the profile of the session.`);
}
