import { subscribe, unsubscribe } from 'node:diagnostics_channel';

const CHANNEL = 'child_process';

type Child = { once(event: 'error', listener: (error: SpawnError) => void): void };
type SpawnError = Error & { readonly spawnargs?: readonly string[] };

/**
 * Hears when the system refuses to run the browser of a profile (no such file, no more processes).
 * Over the pipe puppeteer does not listen for it, and an `error` event that nobody hears would end this
 * process with every session. Answers the way out.
 */
export function onSpawnError(profileDir: string, listener: (error: Error) => void): () => void {
  const argument = `--user-data-dir=${profileDir}`;
  const onChild = (message: unknown) => {
    const { process: child } = message as { process: Child };
    child.once('error', (error) => {
      if (error.spawnargs?.includes(argument)) listener(error);
    });
  };
  subscribe(CHANNEL, onChild);
  return () => void unsubscribe(CHANNEL, onChild);
}
