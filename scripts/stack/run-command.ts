import { explainSystemError } from '@grabber/service-kit/explain-system-error';
import { printUsage } from './print-usage.ts';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Runs a root command to its end and exits: with 0, with the result of `work`, with 1 and the
 * message of its error, or as after a signal if one came before `work` was done. Signals only abort
 * `stopped`, so that `work` can stop what it has started.
 */
export async function runCommand(
  usage: string,
  work: (stopped: AbortSignal) => Promise<void> | Promise<number>,
): Promise<never> {
  printUsage(usage);
  const stopping = new AbortController();
  let stoppedCode = 1;
  const stop = (code: number) => {
    if (!stopping.signal.aborted) stoppedCode = code;
    stopping.abort();
  };
  for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => stop(code));
  // The launcher was killed.
  if (process.send) process.on('disconnect', () => stop(SIGNALS.SIGTERM));
  try {
    process.exit((await work(stopping.signal)) ?? 0);
  } catch (error) {
    if (stopping.signal.aborted) process.exit(stoppedCode);
    process.stderr.write(`\n${explainSystemError(error) ?? (error as Error).message}\n`);
    process.exit(1);
  }
}

/**
 * Resolves when the command should stop. Rejects with the sentence of `ended`, when a service ends
 * by itself.
 */
export async function untilStopped(stopped: AbortSignal, ended?: Promise<string>): Promise<void> {
  if (stopped.aborted) return;
  const aborted = Promise.withResolvers<undefined>();
  stopped.addEventListener('abort', () => aborted.resolve(undefined), { once: true });
  const reason = await Promise.race([aborted.promise, ended ?? aborted.promise]);
  if (reason !== undefined) throw new Error(reason);
}
