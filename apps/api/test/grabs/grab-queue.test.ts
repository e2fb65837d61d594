import { expect, it } from 'vitest';
import { createGrabQueue } from '../../src/grabs/grab-queue.ts';
import { createDeadline } from '../../src/primitives/deadline.ts';

const never = new AbortController().signal;
const WAIT_MS = 20;
const LONG_MS = 60_000;

it('says GRAB_RUNNING to who waits too long for its session', async () => {
  const queue = createGrabQueue(5);
  await queue.enter('a session', createDeadline(WAIT_MS, never));
  const late = queue.enter('a session', createDeadline(WAIT_MS, never));
  await expect(late).rejects.toMatchObject({ code: 'GRAB_RUNNING', retryAfterSeconds: 5 });
});

it('says RATE_LIMITED to who waits too long for a full process, and lets the next grab of its session wait', async () => {
  const queue = createGrabQueue(1);
  const end = await queue.enter('one', createDeadline(WAIT_MS, never));
  const late = queue.enter('other', createDeadline(WAIT_MS, never));
  await expect(late).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 5 });
  end();
  const deadline = createDeadline(LONG_MS, never);
  await expect(queue.enter('other', deadline)).resolves.toBeTypeOf('function');
  deadline.clear();
});

it("throws the caller's own reason when it leaves the queue", async () => {
  const queue = createGrabQueue(5);
  await queue.enter('a session', createDeadline(WAIT_MS, never));
  const controller = new AbortController();
  const deadline = createDeadline(LONG_MS, controller.signal);
  const waiting = queue.enter('a session', deadline);
  const reason = new Error('gone');
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  deadline.clear();
});
