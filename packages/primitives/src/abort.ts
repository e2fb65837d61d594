import { setTimeout as sleep } from 'node:timers/promises';

/** The promise's value. Rejects with the signal's reason when it aborts first. */
export async function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  // The one that loses the race may still reject.
  promise.catch(() => undefined);
  aborted.catch(() => undefined);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([aborted, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Resolves after the time, or when the signal aborts. `ref: false` does not keep the process alive. */
export async function pause(
  ms: number,
  { signal, ref = true }: { signal?: AbortSignal; ref?: boolean } = {},
): Promise<void> {
  await sleep(ms, undefined, { signal, ref }).catch(() => undefined);
}
