import { createDeadline } from '@grabber/primitives/deadline';
import { expect, it } from 'vitest';
import { createGrabQueue } from '../../src/grabs/grab-queue.ts';

const WAIT_MS = 20;
const LONG_MS = 60_000;

const deadlineIn = (timeoutMs: number, signal?: AbortSignal) =>
  createDeadline(timeoutMs, { reason: () => new Error('The time is over.'), signal });

it('says GRAB_RUNNING to who waits too long for its session', async () => {
  const queue = createGrabQueue(5);
  await queue.enter('a session', deadlineIn(WAIT_MS));
  const late = queue.enter('a session', deadlineIn(WAIT_MS));
  await expect(late).rejects.toMatchObject({ code: 'GRAB_RUNNING', retryAfterSeconds: 5 });
});

it('says RATE_LIMITED to who waits too long for a full process, and lets the next grab of its session wait', async () => {
  const queue = createGrabQueue(1);
  const end = await queue.enter('one', deadlineIn(WAIT_MS));
  const late = queue.enter('other', deadlineIn(WAIT_MS));
  await expect(late).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 5 });
  end();
  const deadline = deadlineIn(LONG_MS);
  await expect(queue.enter('other', deadline)).resolves.toBeTypeOf('function');
  deadline.clear();
});

it("throws the caller's own reason when it leaves the queue", async () => {
  const queue = createGrabQueue(5);
  await queue.enter('a session', deadlineIn(WAIT_MS));
  const controller = new AbortController();
  const deadline = deadlineIn(LONG_MS, controller.signal);
  const waiting = queue.enter('a session', deadline);
  const reason = new Error('gone');
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  deadline.clear();
});
