import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Simulator } from '@grabber/whatsapp-simulator';
import type {
  Opened,
  Reading,
  Reply,
  Request,
  Subject,
  Way,
} from '../../apps/engine/bench/messages.ts';

const PROGRAM = fileURLToPath(
  new URL('../../apps/engine/bench/reading-worker.ts', import.meta.url),
);

/** A separate process that reads one account at a time; see its program. */
export type ReadingWorker = {
  /** Opens a new browser and links it with the account. */
  open(accountId: string): Promise<Opened>;
  read(way: Way, subject: Subject): Promise<Reading>;
  /** Reads once. Returns the growth of the process's memory at its peak. */
  grow(way: Way, subject: Subject): Promise<number>;
  /** Closes the browser. Another account may be opened then. */
  close(): Promise<void>;
  /** Ends the process, and the browser with it. */
  stop(): Promise<void>;
};

export async function startReadingWorker(
  simulator: Simulator,
  env?: NodeJS.ProcessEnv,
): Promise<ReadingWorker> {
  const profiles = await mkdtemp(join(tmpdir(), 'grabber-bench-'));
  const child = fork(PROGRAM, { env, execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  const { ask, scanFor } = converse(child, simulator.control.scanQr);
  let opened = 0;
  return {
    async open(accountId) {
      scanFor(accountId);
      opened += 1;
      const profileDir = join(profiles, String(opened));
      const { browserArgs } = simulator;
      return (await ask({ command: 'open', profileDir, browserArgs })) as Opened;
    },
    read: async (way, subject) => (await ask({ command: 'read', way, subject })) as Reading,
    grow: async (way, subject) => (await ask({ command: 'grow', way, subject })) as number,
    close: async () => void (await ask({ command: 'close' })),
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
      await rm(profiles, { recursive: true, force: true });
    },
  };
}

type Scan = (scan: { qr: string; account_id: string }) => Promise<unknown>;

/** One request at a time. A QR that arrives meanwhile is scanned, once for each account. */
function converse(child: ChildProcess, scan: Scan) {
  let answer = Promise.withResolvers<unknown>();
  let scanning: string | null = null;
  const fail = (error: unknown) => answer.reject(error);
  const onQr = (qr: string) => {
    if (scanning === null) return;
    scan({ qr, account_id: scanning }).catch(fail);
    scanning = null;
  };
  child.on('exit', (code) => fail(new Error(`The reading process ended (exit ${code})`)));
  child.on('message', (reply: Reply) => {
    if (reply.type === 'qr') onQr(reply.qr);
    else if (reply.type === 'failed') fail(new Error(reply.message));
    else answer.resolve(reply.value);
  });
  return {
    scanFor(accountId: string) {
      scanning = accountId;
    },
    ask(request: Request): Promise<unknown> {
      answer = Promise.withResolvers();
      child.send(request);
      return answer.promise;
    },
  };
}
