import { expect, it } from 'vitest';
import { createSharedRuns } from '../../src/grabs/shared-runs.ts';

const never = new AbortController().signal;

function startableRun() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let runSignal: AbortSignal | undefined;
  let starts = 0;
  const start = (signal: AbortSignal) => {
    starts += 1;
    runSignal = signal;
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  };
  return { start, resolve, reject, starts: () => starts, signal: () => runSignal };
}

it('runs once for all who ask while it runs', async () => {
  const runs = createSharedRuns<string>();
  const run = startableRun();
  const results = [1, 2, 3].map(() => runs.join('key', never, run.start));
  run.resolve('done');
  expect(await Promise.all(results)).toEqual(['done', 'done', 'done']);
  expect(run.starts()).toBe(1);
});

it('starts a new run for a caller that comes after the end, also after a failure', async () => {
  const runs = createSharedRuns<string>();
  const first = startableRun();
  first.reject(new Error('no'));
  await expect(runs.join('key', never, first.start)).rejects.toThrow('no');
  await runs.settled();
  const second = startableRun();
  second.resolve('yes');
  expect(await runs.join('key', never, second.start)).toBe('yes');
});

it('keeps running while one waits, and is aborted by the last who leaves', async () => {
  const runs = createSharedRuns<string>();
  const run = startableRun();
  const [one, other] = [new AbortController(), new AbortController()];
  const first = runs.join('key', one.signal, run.start);
  const second = runs.join('key', other.signal, run.start);
  one.abort(new Error('one left'));
  await expect(first).rejects.toThrow('one left');
  expect(run.signal()?.aborted).toBe(false);
  other.abort(new Error('other left'));
  await expect(second).rejects.toThrow('other left');
  expect(run.signal()?.aborted).toBe(true);
});

it('is not joined once it is being stopped', async () => {
  const runs = createSharedRuns<string>();
  const stopping = startableRun();
  const controller = new AbortController();
  const left = runs.join('key', controller.signal, stopping.start);
  controller.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  const fresh = startableRun();
  fresh.resolve('fresh');
  expect(await runs.join('key', never, fresh.start)).toBe('fresh');
});

it('can be stopped as a whole, and says when all has ended', async () => {
  const runs = createSharedRuns<string>();
  const work = [startableRun(), startableRun()];
  const results = work.map((run, n) => runs.join(`key ${n}`, never, run.start));
  const outcomes = Promise.allSettled(results);
  runs.abortAll(new Error('closing'));
  await runs.settled();
  for (const outcome of await outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'closing' } });
  }
});
