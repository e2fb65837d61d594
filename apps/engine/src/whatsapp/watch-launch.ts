import { ServiceError } from '@grabber/service-kit/service-error';
import { onSpawnError } from '../browser/on-spawn-error.ts';
import type { Link } from './link.ts';

/**
 * Ends the connection when its browser cannot be run, or has no page in time: the page's own watch begins
 * with the page, and puppeteer waits for minutes. The function that it answers is for whoever has the page.
 */
export function watchLaunch(link: Link): () => void {
  const { launch, waits } = link.options;
  const fail = (message: string, cause?: Error) => {
    const error = new ServiceError('BROWSER_FAILED', message, { cause });
    link.end({ kind: 'failed', error, isFinal: false });
  };
  const timer = setTimeout(
    () => fail(`The browser had no page within ${waits.startTimeoutMs} ms.`),
    waits.startTimeoutMs,
  );
  const stopListening = onSpawnError(launch.profileDir, (cause: NodeJS.ErrnoException) =>
    fail(`The browser could not be run (${cause.code}).`, cause),
  );
  return () => {
    clearTimeout(timer);
    stopListening();
  };
}
