import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Not the folder's name, because a deployment from the same folder must stay untouched. */
const PROJECT = ['--project-name', 'grabber-compose-check'];
const FILES = ['-f', 'docker-compose.yml', '-f', 'scripts/compose-check/simulator.yml'];
/** In seconds. Its own value of 60 is too short where the daemon copies images: 1.5 GB for the engine. */
const COMPOSE_HTTP_TIMEOUT = '600';

export type Compose = {
  /** Runs a compose command. Its output goes to stderr. Throws when it fails. */
  run(args: readonly string[]): void;
  /** Runs a compose command and returns its output. Throws when it fails. */
  read(args: readonly string[]): string;
  /** Kills one container. Throws when there is none of that id. */
  kill(container: string): void;
  /** The health of each container that has a health check, for example `healthy`. */
  health(): string[];
};

/** Compose as a plugin of docker or as its own program. Undefined if no daemon answers. Throws where a daemon has no Compose. */
export function findCompose(env: Readonly<Record<string, string>>): Compose | undefined {
  if (spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0) return undefined;
  const command = [['docker', 'compose'], ['docker-compose']].find(([name = '', ...args]) =>
    succeeds(name, [...args, 'version']),
  );
  if (!command) throw new Error('A Docker daemon answers, but there is no docker compose.');
  const [name = '', ...first] = command;
  const options = {
    cwd: ROOT,
    env: { COMPOSE_HTTP_TIMEOUT, ...process.env, ...env },
    encoding: 'utf8',
  } as const;
  const run = (args: readonly string[], stdout: 'pipe' | 2) => {
    const all = [...first, ...PROJECT, ...FILES, ...args];
    const result = spawnSync(name, all, { ...options, stdio: ['ignore', stdout, 2] });
    if (result.status !== 0) throw new Error(`docker compose ${args[0]} failed: see above.`);
    return result.stdout?.trim() ?? '';
  };
  return {
    run: (args) => void run(args, 2),
    read: (args) => run(args, 'pipe'),
    kill(container) {
      const { status } = spawnSync('docker', ['kill', container], options);
      if (status !== 0) throw new Error(`docker kill ${container} failed.`);
    },
    health: () => {
      const containers = run(['ps', '-q'], 'pipe').split('\n').filter(Boolean);
      const format = '{{if .State.Health}}{{.State.Health.Status}}{{end}}';
      const inspect = spawnSync('docker', ['inspect', '--format', format, ...containers], options);
      return inspect.stdout.split('\n').filter(Boolean);
    },
  };
}

function succeeds(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
