import type { Logger } from 'pino';
import { ConfigError } from './environment.ts';
import { explainSystemError } from './explain-system-error.ts';
import type { HttpServer } from './http-server.ts';

export type StartedService = {
  readonly app: HttpServer;
  readonly logger: Logger;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Done before everything else at the end, while the server still answers. Aborted by a second stop. Must not throw. */
  readonly drain?: (signal: AbortSignal) => Promise<void>;
  /** Closes what `app.close()` does not close. Called after it. Must not throw. */
  readonly close: () => Promise<void>;
  /** How long closing may take before the process exits anyway. */
  readonly closeTimeoutMs?: number;
};

const CLOSE_TIMEOUT_MS = 25_000;
/** How long a start that is told to stop may go on, so that it leaves nothing half open. */
const START_GRACE_MS = 10_000;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Runs a service until a signal or the end of its launcher: listens, reports the port to a parent process, closes
 * within a limit. A stop during the start closes what was opened. A second signal breaks off every open answer.
 */
export async function runService(start: () => Promise<StartedService>): Promise<void> {
  const stops = watchForStops();
  let abandon: NodeJS.Timeout | undefined;
  stops.onStop(() => {
    abandon = setTimeout(() => process.exit(0), START_GRACE_MS);
  });
  const service = await startOrExit(start);
  const isListening = stops.reason === undefined && (await listen(service));
  clearTimeout(abandon);
  const hurry = new AbortController();
  stops.onRepeat(() => {
    hurry.abort(new Error('Told to stop again.'));
    breakOff(service);
  });
  if (isListening || stops.reason !== undefined)
    stops.onStop((reason) => {
      const drained = service.drain?.(hurry.signal) ?? Promise.resolve();
      void drained.then(() => close(service, reason, 0));
    });
  else close(service, 'cannot listen', 1);
}

/** False when it cannot, which it has reported then. */
async function listen({ app, logger, host, port }: StartedService): Promise<boolean> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await reportFailure(whyNotListening(error as NodeJS.ErrnoException, host, port));
    return false;
  }
  const address = app.server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  logger.info({ host, port: listening }, 'Listening');
  if (process.connected) process.send?.({ type: 'listening', port: listening });
  return true;
}

function close(service: StartedService, reason: string, code: number): void {
  const { logger, closeTimeoutMs = CLOSE_TIMEOUT_MS } = service;
  logger.info({ reason }, 'Closing');
  setTimeout(() => {
    logger.error('Closing took too long, exiting');
    process.exit(1);
  }, closeTimeoutMs).unref();
  void closeAll(service).then((clean) => process.exit(clean ? code : 1));
}

function breakOff({ app, logger }: StartedService): void {
  logger.warn('Told to stop again, breaking off every open answer');
  app.server.closeAllConnections();
}

type Stops = {
  /** Why the service should stop, once it should. */
  readonly reason: string | undefined;
  /** Replaces what happens at the stop. Happens at once if the stop has come already. */
  onStop(act: (reason: string) => void): void;
  onRepeat(act: () => void): void;
};

/** Signals, and the end of a launcher: its services must end with it, also during their start. */
function watchForStops(): Stops {
  let reason: string | undefined;
  let act: (reason: string) => void = () => undefined;
  let actAgain: () => void = () => undefined;
  const stop = (why: string) => {
    if (reason !== undefined) return actAgain();
    reason = why;
    act(why);
  };
  for (const signal of SIGNALS) process.on(signal, () => stop(signal));
  if (process.send !== undefined) {
    if (process.connected) process.once('disconnect', () => reason ?? stop('parent gone'));
    else stop('parent gone');
  }
  return {
    get reason() {
      return reason;
    },
    onStop(next) {
      act = next;
      if (reason !== undefined) act(reason);
    },
    onRepeat(next) {
      actAgain = next;
    },
  };
}

async function startOrExit(start: () => Promise<StartedService>): Promise<StartedService> {
  try {
    return await start();
  } catch (error) {
    await reportFailure(whyNotStarted(error as Error));
    process.exit(1);
  }
}

/** What an operator can mend is one sentence. Anything else is a fault of ours, and needs its stack. */
function whyNotStarted(error: Error): string {
  if (error instanceof ConfigError) return error.message;
  return explainSystemError(error) ?? error.stack ?? error.message;
}

/** Reports why the service does not start, to people and to a parent process. */
async function reportFailure(message: string): Promise<void> {
  process.stderr.write(`${message}\n`);
  if (!process.connected) return;
  await new Promise((resolve) => process.send?.({ type: 'failed', message }, resolve));
}

function whyNotListening({ code, message }: NodeJS.ErrnoException, host: string, port: number) {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop the program that uses it, or set PORT to another number.`;
  }
  if (code === 'EACCES') return `Port ${port} needs a privilege. Set PORT to a number above 1023.`;
  return `The service cannot listen on ${host}, port ${port} (${message}). Set HOST or PORT.`;
}

/** True when everything was closed. A failure is logged and does not keep the rest from closing. */
async function closeAll({ app, logger, close }: StartedService): Promise<boolean> {
  let clean = true;
  for (const step of [() => app.close(), close]) {
    try {
      await step();
    } catch (error) {
      clean = false;
      logger.error({ err: error }, 'Closing failed');
    }
  }
  return clean;
}
