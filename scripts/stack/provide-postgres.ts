import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EmbeddedPostgres,
  type Log,
  runningPostgresUrl,
  startEmbeddedPostgres,
} from '@grabber/embedded-postgres';
import { secretSetting } from './settings.ts';

type Options = {
  readonly dataDir: string;
  /**
   * For example `npm start`. The refusal of another command on the same directory has this name.
   */
  readonly command: string;
  readonly stopped: AbortSignal;
};

const OTHER_OWNER_TIMEOUT_MS = 60_000;
const POLL_INTERVAL_MS = 50;

const log: Log = {
  warn: (_fields, message) => void process.stderr.write(`${message}\n`),
  error: (fields, message) => {
    const { err } = fields as { err?: Error };
    process.stderr.write(`${message}${err ? `: ${err.message}` : ''}\n`);
  },
};

/**
 * The Postgres of DATABASE_URL, else the embedded one of `dataDir`. This command owns it until
 * `stop()`.
 */
export async function providePostgres(options: Options): Promise<EmbeddedPostgres> {
  return given() ?? startEmbeddedPostgres(embedded(options));
}

/**
 * The same for a command that needs it only for a moment. It can also use the one of another
 * command.
 */
export async function borrowPostgres(options: Options): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + OTHER_OWNER_TIMEOUT_MS;
  for (;;) {
    try {
      return await providePostgres(options);
    } catch (error) {
      const inUse = (error as { code?: string }).code === 'IN_USE';
      if (!inUse || Date.now() > deadline) throw error;
    }
    // Null while the other command starts or stops it.
    const url = await runningPostgresUrl(options.dataDir);
    if (url !== null) return { url, stop: async () => undefined };
    await sleep(POLL_INTERVAL_MS, undefined, { signal: options.stopped });
  }
}

function given(): EmbeddedPostgres | undefined {
  const url = secretSetting('DATABASE_URL');
  return url === undefined ? undefined : { url, stop: async () => undefined };
}

function embedded({ dataDir, command, stopped }: Options) {
  return { dataDir, owner: command, signal: stopped, log };
}
