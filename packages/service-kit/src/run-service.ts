import type { Logger } from 'pino';
import { ConfigError } from './environment.ts';
import type { HttpServer } from './http-server.ts';

export type StartedService = {
  readonly app: HttpServer;
  readonly logger: Logger;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Closes what `app.close()` does not close. Called after it. Must not throw. */
  readonly close: () => Promise<void>;
  /** How long closing may take before the process exits anyway. */
  readonly closeTimeoutMs?: number;
};

const CLOSE_TIMEOUT_MS = 25_000;

/**
 * Runs a service until a signal: listens, reports the port to a parent process, closes within a
 * limit.
 */
export async function runService(start: () => Promise<StartedService>): Promise<void> {
  const parent = watchParent();
  const service = await startOrExit(start);
  const { app, logger, host, port, closeTimeoutMs = CLOSE_TIMEOUT_MS } = service;
  let closing = false;
  const close = (reason: string, code: number) => {
    if (closing) process.exit(1);
    closing = true;
    logger.info({ reason }, 'Closing');
    setTimeout(() => process.exit(1), closeTimeoutMs).unref();
    void closeAll(service).then((clean) => process.exit(clean ? code : 1));
  };
  process.on('SIGTERM', () => close('SIGTERM', 0));
  process.on('SIGINT', () => close('SIGINT', 0));
  parent.whenGone(() => close('parent gone', 0));
  if (closing) return;
  try {
    await app.listen({ host, port });
  } catch (error) {
    await reportFailure(whyNotListening(error as NodeJS.ErrnoException, host, port));
    return close('cannot listen', 1);
  }
  const address = app.server.address();
  const listening = typeof address === 'object' && address ? address.port : port;
  logger.info({ host, port: listening }, 'Listening');
  if (process.connected) process.send?.({ type: 'listening', port: listening });
}

/** The services of a launcher that died must end, also during their start. */
function watchParent(): { whenGone(act: () => void): void } {
  const wasLaunched = process.send !== undefined;
  const isGone = () => wasLaunched && !process.connected;
  return {
    whenGone(act) {
      if (isGone()) act();
      else if (wasLaunched) process.once('disconnect', act);
    },
  };
}

async function startOrExit(start: () => Promise<StartedService>): Promise<StartedService> {
  try {
    return await start();
  } catch (error) {
    const { stack, message } = error as Error;
    await reportFailure(error instanceof ConfigError ? message : (stack ?? message));
    process.exit(1);
  }
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
