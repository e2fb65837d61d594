import { Writable } from 'node:stream';
import { createLogger } from '@grabber/service-kit/logger';
import { expect, it, vi } from 'vitest';
import type { GrabJobs } from '../../src/jobs/grab-jobs.ts';
import { createGrabWork } from '../../src/jobs/grab-work.ts';

const PATIENCE = { timeout: 60_000, interval: 50 };
const LOST = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const STARTING = Object.assign(new Error('the database system is starting up'), { code: '57P03' });

it('logs once that the recovery of grabs fails while the database is away, and once that it works again', async () => {
  const messages: unknown[] = [];
  const write = (line: Buffer, _: unknown, done: () => void) => {
    messages.push(JSON.parse(String(line)).msg);
    done();
  };
  const logger = createLogger({
    service: 'api',
    level: 'info',
    destination: new Writable({ write }),
  });
  const nothing = async () => {};
  const recover = vi
    .fn(nothing)
    .mockRejectedValueOnce(LOST)
    .mockRejectedValueOnce(LOST)
    .mockRejectedValueOnce(STARTING);
  const jobs = { ready: nothing, giveUpUnsettled: nothing, stop: nothing } as unknown as GrabJobs;
  const work = createGrabWork({ jobs, logger, recover, failAbandoned: nothing });
  work.start();
  await vi.waitFor(() => expect(recover).toHaveBeenCalledTimes(5), PATIENCE);
  await work.stop();
  expect(messages).toEqual(['Grab recovery failed, retrying', 'Grab recovery works again']);
});
