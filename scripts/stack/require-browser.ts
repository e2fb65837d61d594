import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from './settings.ts';

const FIND_BROWSER = fileURLToPath(
  new URL('../../apps/engine/src/commands/find-browser.ts', import.meta.url),
);

/** Rejects with the engine's own sentence where it would find no browser, and with AbortError when `stopped` aborts. */
export async function requireBrowser(options: {
  readonly dataDir: string;
  readonly stopped: AbortSignal;
}): Promise<void> {
  const child = spawn(process.execPath, [FIND_BROWSER], {
    env: childEnvironment({ DATA_DIR: options.dataDir }),
    stdio: ['ignore', 'ignore', 'pipe'],
    signal: options.stopped,
  });
  const [[code], reason] = await Promise.all([once(child, 'exit'), text(child.stderr)]);
  if (code !== 0) throw new Error(reason.trim() || 'The engine could not look for its browser.');
}
