import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const CHANNEL = 'child_process';

type SpawnListener = {
  /** The browser runs. Puppeteer returns the process only later. */
  onSpawned(child: ChildProcess): void;
  /** The system cannot run the browser: the file is missing, or no more processes are allowed. */
  onError(error: Error): void;
};

/**
 * Listens to the process of a profile's browser, and returns a function that stops it. With a pipe puppeteer
 * does not listen to the `error` event of the process, which would end this process with every session.
 */
export function watchSpawn(profileDir: string, listener: SpawnListener): () => void {
  const argument = `--user-data-dir=${profileDir}`;
  const onChild = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess };
    const isOurs = () => child.spawnargs.includes(argument);
    child.once('spawn', () => {
      if (!isOurs()) return;
      surviveBrokenPipes(child);
      listener.onSpawned(child);
    });
    child.once('error', (error) => isOurs() && listener.onError(error));
  };
  subscribe(CHANNEL, onChild);
  return () => void unsubscribe(CHANNEL, onChild);
}

/**
 * Puppeteer stops listening to the pipes when it closes its connection. A command that is still on its way then
 * fails (EPIPE), and without a listener that would end this process with every session.
 */
function surviveBrokenPipes({ stdio }: ChildProcess): void {
  for (const pipe of stdio) pipe?.on('error', () => undefined);
}
