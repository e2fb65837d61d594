// A service that starts slowly and logs all the time. The tests run it as a process.
import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpServer } from '../../src/http-server.ts';
import { createLogger } from '../../src/logger.ts';
import { runService } from '../../src/run-service.ts';

const START_MS = 500;
const CHATTER_MS = 5;

const logger = createLogger({ service: 'slow', level: 'info' });
process.stderr.write('starting\n');
await runService(async () => {
  setInterval(() => logger.info('Still here'), CHATTER_MS);
  await sleep(START_MS);
  const app = createHttpServer({ logger, onError: () => ({ status: 500, body: {} }) });
  return { app, logger, host: '127.0.0.1', port: 0, close: async () => undefined };
});
