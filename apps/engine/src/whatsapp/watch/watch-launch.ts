import type { ChildProcess } from 'node:child_process';
import { ServiceError } from '@grabber/service-kit/service-error';
import { watchSpawn } from '../../browser/watch-spawn.ts';
import type { ConnectionState } from '../connection-state.ts';

export type Launch = {
  /** The browser's process as soon as it runs, long before puppeteer returns it. */
  child(): ChildProcess | null;
  /** Stops watching: the page is there, or the start failed. */
  end(): void;
};

/**
 * Ends the connection when its browser cannot run, or opens no page in time: watchPage begins with the page,
 * and puppeteer waits for minutes.
 */
export function watchLaunch(state: ConnectionState): Launch {
  const { launch, waits } = state.options;
  let child: ChildProcess | null = null;
  const fail = (message: string, cause?: Error) => {
    const error = new ServiceError('BROWSER_FAILED', message, { cause });
    state.end({ kind: 'failed', error, isFinal: false });
  };
  const timer = setTimeout(
    () => fail(`The browser did not open a page within ${waits.startTimeoutMs} ms.`),
    waits.startTimeoutMs,
  );
  const stopWatching = watchSpawn(launch.profileDir, {
    onSpawned: (spawned) => {
      child = spawned;
    },
    onError: (cause: NodeJS.ErrnoException) =>
      fail(`The browser could not be started (${cause.code}).`, cause),
  });
  return {
    child: () => child,
    end() {
      clearTimeout(timer);
      stopWatching();
    },
  };
}
