import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const CHANNEL = 'child_process';

type SpawnListener = {
  /** The browser runs. Until puppeteer has a page of it, nobody else has the process. */
  onSpawned(child: ChildProcess): void;
  /** The system refuses to run it: no such file, no more processes. */
  onError(error: Error): void;
};

/**
 * Hears of the process of a profile's browser. Over the pipe puppeteer does not listen for its errors, and
 * an `error` event that nobody hears would end this process with every session. Answers the way out.
 */
export function watchSpawn(profileDir: string, listener: SpawnListener): () => void {
  const argument = `--user-data-dir=${profileDir}`;
  const onChild = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess };
    const isOurs = () => child.spawnargs.includes(argument);
    child.once('spawn', () => isOurs() && listener.onSpawned(child));
    child.once('error', (error) => isOurs() && listener.onError(error));
  };
  subscribe(CHANNEL, onChild);
  return () => void unsubscribe(CHANNEL, onChild);
}
