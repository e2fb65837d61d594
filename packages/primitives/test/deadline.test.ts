import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { orAbort, pause } from '../src/abort.ts';
import { createDeadline, settlesWithin, withTimeout } from '../src/deadline.ts';

const TIMEOUT_MS = 1_000;
const never = new Promise<never>(() => {});
const reason = () => new Error('The time is over.');

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a deadline', () => {
  it('aborts with its reason when the time is over, and not before', () => {
    const deadline = createDeadline(TIMEOUT_MS, { reason });
    vi.advanceTimersByTime(TIMEOUT_MS - 1);
    expect(deadline.signal.aborted).toBe(false);
    expect(deadline.remainingMs()).toBe(1);
    vi.advanceTimersByTime(1);
    expect(deadline.isOver()).toBe(true);
    expect(() => deadline.signal.throwIfAborted()).toThrow('The time is over.');
    vi.advanceTimersByTime(TIMEOUT_MS);
    expect(deadline.remainingMs()).toBe(1);
  });

  it("aborts with the caller's reason when the caller leaves first; the time goes on", () => {
    const caller = new AbortController();
    const deadline = createDeadline(TIMEOUT_MS, { reason, signal: caller.signal });
    caller.abort(new Error('gone'));
    expect(deadline.signal.reason).toMatchObject({ message: 'gone' });
    expect(deadline.callerSignal.aborted).toBe(true);
    expect(deadline.isOver()).toBe(false);
    vi.advanceTimersByTime(TIMEOUT_MS);
    expect(deadline.isOver()).toBe(true);
    expect(deadline.timeSignal.reason).toMatchObject({ message: 'The time is over.' });
    expect(deadline.signal.reason).toMatchObject({ message: 'gone' });
  });

  it('that was cleared does not abort any more, but its caller still does', () => {
    const caller = new AbortController();
    const deadline = createDeadline(TIMEOUT_MS, { reason, signal: caller.signal });
    deadline.clear();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(TIMEOUT_MS);
    expect(deadline.signal.aborted).toBe(false);
    caller.abort();
    expect(deadline.signal.aborted).toBe(true);
  });
});

describe('a promise with a timeout', () => {
  it('keeps its value or its error, and leaves no timer behind', async () => {
    await expect(withTimeout(Promise.resolve(1), TIMEOUT_MS, reason)).resolves.toBe(1);
    const failed = Promise.reject(new Error('failed'));
    await expect(withTimeout(failed, TIMEOUT_MS, reason)).rejects.toThrow('failed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects with the reason when it takes too long', async () => {
    const late = withTimeout(never, TIMEOUT_MS, reason);
    const rejected = expect(late).rejects.toThrow('The time is over.');
    vi.advanceTimersByTime(TIMEOUT_MS);
    await rejected;
  });

  it('settles within the time, or not', async () => {
    await expect(settlesWithin(Promise.resolve(), TIMEOUT_MS)).resolves.toBe(true);
    await expect(settlesWithin(Promise.reject(new Error('x')), TIMEOUT_MS)).resolves.toBe(true);
    const late = settlesWithin(never, TIMEOUT_MS);
    vi.advanceTimersByTime(TIMEOUT_MS);
    await expect(late).resolves.toBe(false);
  });
});

describe('a promise that can be given up', () => {
  it('rejects with the reason of a signal that aborts first, also one that was aborted before', async () => {
    const controller = new AbortController();
    const waiting = orAbort(never, controller.signal);
    controller.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(orAbort(Promise.resolve(1), controller.signal)).rejects.toThrow('gone');
  });

  it('may fail later without an unhandled rejection', async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const unhandled = vi.fn();
    process.once('unhandledRejection', unhandled);
    await expect(orAbort(promise, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    reject(new Error('late'));
    vi.useRealTimers();
    await pause(1);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('a pause', () => {
  it('ends when its signal aborts', async () => {
    vi.useRealTimers();
    const controller = new AbortController();
    const paused = pause(3_600_000, { signal: controller.signal });
    controller.abort();
    await expect(paused).resolves.toBeUndefined();
    await pause(3_600_000, { signal: controller.signal });
  });
});
