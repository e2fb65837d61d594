// A service that starts slowly and logs all the time. The tests run it as a process. Its argument is
// the code of an error of the system that its start meets, or `drain`: then it drains until it is told to stop again.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpServer } from '../../src/http-server.ts';
import { createLogger } from '../../src/logger.ts';
import { runService } from '../../src/run-service.ts';

const START_MS = 500;
const CHATTER_MS = 5;

const logger = createLogger({ service: 'slow', level: 'info' });
const [code] = process.argv.slice(2);
await runService(async () => {
  // From here on a signal is handled.
  process.stderr.write('starting\n');
  setInterval(() => logger.info('Still here'), CHATTER_MS);
  await sleep(START_MS);
  if (code && code !== 'drain') throw Object.assign(new Error('raw'), { code });
  const app = createHttpServer({ logger, onError: () => ({ status: 500, body: {} }) });
  app.get('/endless', () => {
    const stream = new Readable({ read: () => undefined });
    stream.push('a part');
    return stream;
  });
  const close = async () => void process.stderr.write('closed\n');
  const drain = async (signal: AbortSignal) => {
    if (code !== 'drain') return;
    process.stderr.write('draining\n');
    if (!signal.aborted) await once(signal, 'abort');
  };
  return { app, logger, host: '127.0.0.1', port: 0, drain, close };
});
