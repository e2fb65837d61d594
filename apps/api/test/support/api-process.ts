import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { createInterface } from 'node:readline';
import { TEST_EXCLUSION_SECRET } from '@grabber/database/testing/exclusion-key';
import { ADMIN_KEY, ENCRYPTION_KEY } from './test-api.ts';

const SERVER = new URL('../../src/server.ts', import.meta.url).pathname;

/** The API's server as a process of its own. */
export type ApiProcess = {
  readonly process: ChildProcess;
  readonly url: string;
  /** Everything that it printed, line by line. */
  readonly output: string[];
  /** Stops it as it is, or lets it go on. */
  pause(): void;
  goOn(): void;
  /** Resolves when it has gone, by SIGKILL at once. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

/** Starts one on a database and an engine of the test. Throws what it printed when it does not start. */
export async function startApiProcess(options: {
  databaseUrl: string;
  engine: { readonly url: string; readonly secret: string };
  env?: Readonly<Record<string, string>>;
}): Promise<ApiProcess> {
  const { databaseUrl, engine } = options;
  const child = spawn(process.execPath, [SERVER], {
    env: {
      DATABASE_URL: databaseUrl,
      ENGINE_URLS: engine.url,
      ENGINE_SECRET: engine.secret,
      ADMIN_API_KEY: ADMIN_KEY,
      ENCRYPTION_KEY,
      EXCLUSION_KEY: TEST_EXCLUSION_SECRET,
      DATA_DIR: '/nonexistent',
      PORT: '0',
      RATE_LIMIT_PER_MINUTE: '0',
      NODE_COMPILE_CACHE: getCompileCacheDir() ?? '',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', (line) => output.push(line));
  }
  const port = await listeningPort(child, output);
  return {
    process: child,
    url: `http://127.0.0.1:${port}`,
    output,
    pause: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    async end(signal) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}

async function listeningPort(child: ChildProcess, output: readonly string[]): Promise<number> {
  const started = once(child, 'message') as Promise<[{ port?: number; message?: string }]>;
  const exited = once(child, 'exit').then(() => {
    throw new Error(`The API did not start:\n${output.join('\n')}`);
  });
  exited.catch(() => undefined);
  const [{ port, message }] = await Promise.race([started, exited]);
  if (port === undefined) throw new Error(`The API did not start:\n${message}`);
  return port;
}
