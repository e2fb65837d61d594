import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@grabber/service-kit/logger';
import { expect, it } from 'vitest';
import { createDrain } from '../../src/use-cases/drain-engine.ts';

const logger = createLogger({ service: 'engine', level: 'fatal' });
const STILL_MS = 200;

/** A drain whose sessions sleep when the test says so. */
function drainOf({ hasLeases = true } = {}) {
  const asleep = Promise.withResolvers<void>();
  const began: string[] = [];
  const made = createDrain({
    sessions: {
      hasLeases: () => hasLeases,
      async drain(ready) {
        began.push('sessions');
        await ready;
        await asleep.promise;
      },
    },
    reads: {
      async close() {
        began.push('reads');
        return true;
      },
    },
    readGraceMs: 0,
    logger,
  });
  return { ...made, began, fallAsleep: asleep.resolve };
}

it('waits until its sessions sleep and a client has looked after that', async () => {
  const { drain, onIdentity, fallAsleep, began } = drainOf();
  let isDone = false;
  const drained = drain(new AbortController().signal).then(() => {
    isDone = true;
  });
  onIdentity();
  expect(began).toEqual(['reads', 'sessions']);
  fallAsleep();
  await sleep(STILL_MS);
  expect(isDone).toBe(false);
  onIdentity();
  await drained;
});

it('is cut short by its signal', async () => {
  const { drain } = drainOf();
  const stop = new AbortController();
  const drained = drain(stop.signal);
  stop.abort(new Error('Told to stop again.'));
  await drained;
});

it('has nothing to do where no session has a lease: such sessions start again with the next engine', async () => {
  const { drain, began } = drainOf({ hasLeases: false });
  await drain(new AbortController().signal);
  expect(began).toEqual([]);
});
