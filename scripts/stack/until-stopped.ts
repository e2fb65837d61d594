import type { Stack } from './start-stack.ts';

/** Resolves on Ctrl-C or SIGTERM; rejects when a service has ended by itself. */
export async function untilStopped(stack: Stack): Promise<void> {
  const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => resolve(undefined));
  }
  const reason = await Promise.race([stopped, stack.ended]);
  if (reason !== undefined) throw new Error(reason);
}
