import { describe, expect, it, vi } from 'vitest';
import { backoffMs, keepTrying, pollUntil, retry } from '../src/retry.ts';

describe('the pause before a retry', () => {
  it('doubles, up to its maximum', () => {
    const backoff = { firstMs: 1_000, maxMs: 60_000 };
    const pauses = [1, 2, 3, 7, 8, 60].map((attempt) => backoffMs(attempt, backoff));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 60_000, 60_000, 60_000]);
  });
});

describe('work that is kept up', () => {
  it('is done again after it ended and after it failed, with growing pauses, until its signal aborts', async () => {
    const controller = new AbortController();
    const starts: number[] = [];
    const failures: unknown[] = [];
    const kept = keepTrying(
      async () => {
        starts.push(performance.now());
        if (starts.length === 5) controller.abort();
        if (starts.length % 2 === 0) throw new Error(`failure ${starts.length}`);
      },
      {
        firstMs: 20,
        maxMs: 60_000,
        signal: controller.signal,
        onFailed: (error) => failures.push(error),
      },
    );
    await kept;
    expect(failures).toMatchObject([{ message: 'failure 2' }, { message: 'failure 4' }]);
    const pauses = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    // Node's timers may be up to a millisecond early.
    expect(pauses.map((ms, index) => ms >= 20 * 2 ** index - 1)).toEqual([true, true, true, true]);
  });

  it('begins with the first pause again when it has made progress', async () => {
    const controller = new AbortController();
    let starts = 0;
    await keepTrying(
      async (onProgress) => {
        starts += 1;
        if (starts === 30) controller.abort();
        onProgress();
      },
      { firstMs: 1, maxMs: 3_600_000, signal: controller.signal, onFailed: () => undefined },
    );
    // Doubled from pause to pause, the thirtieth start would come after days.
    expect(starts).toBe(30);
  });

  it('does not report what its own end makes it reject with, and ends in a pause at once', async () => {
    const controller = new AbortController();
    const onFailed = vi.fn();
    const options = { firstMs: 3_600_000, maxMs: 3_600_000, signal: controller.signal, onFailed };
    await keepTrying(async () => {
      controller.abort(new Error('stopping'));
      controller.signal.throwIfAborted();
    }, options);
    expect(onFailed).not.toHaveBeenCalled();
    const later = new AbortController();
    const kept = keepTrying(async () => undefined, { ...options, signal: later.signal });
    await Promise.resolve();
    later.abort();
    await kept;
  });
});

describe('work that is retried', () => {
  const options = { intervalMs: 1, timeoutMs: 60_000, signal: new AbortController().signal };

  it('is tried until it works, as long as its errors may pass', async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      if (tries < 3) throw new Error('busy');
      return tries;
    };
    expect(await retry(work, { ...options, willRetry: () => true })).toBe(3);
  });

  it('rejects at once with an error that will not pass, and with the last one when the time is over', async () => {
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw new Error(`try ${tries}`);
    };
    await expect(retry(work, { ...options, willRetry: () => false })).rejects.toThrow('try 1');
    const short = { ...options, timeoutMs: 0, willRetry: () => true };
    await expect(retry(work, short)).rejects.toThrow(/try [23]/);
  });

  it("rejects with its signal's reason when that aborts in a pause", async () => {
    const controller = new AbortController();
    const retried = retry(
      async () => {
        throw new Error('busy');
      },
      {
        intervalMs: 3_600_000,
        timeoutMs: 3_600_000,
        willRetry: () => true,
        signal: controller.signal,
      },
    );
    controller.abort(new Error('gone'));
    await expect(retried).rejects.toThrow('gone');
  });
});

describe('a condition that is polled', () => {
  it('is asked at once, and until it is met', async () => {
    let asked = 0;
    const check = async () => {
      asked += 1;
      return asked === 3;
    };
    expect(await pollUntil(check, { intervalMs: 1, timeoutMs: 60_000 })).toBe(true);
    expect(await pollUntil(() => true, { intervalMs: 3_600_000, timeoutMs: 0 })).toBe(true);
  });

  it('is given up when the time is over, or the signal aborts', async () => {
    expect(await pollUntil(() => false, { intervalMs: 1, timeoutMs: 5 })).toBe(false);
    const controller = new AbortController();
    const waits = { intervalMs: 3_600_000, timeoutMs: 3_600_000, signal: controller.signal };
    const polled = pollUntil(() => false, waits);
    controller.abort();
    expect(await polled).toBe(false);
  });
});
