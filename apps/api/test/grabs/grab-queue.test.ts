import { expect, it } from 'vitest';
import { createGrabLine } from '../../src/grabs/grab-queue.ts';
import { createDeadline } from '../../src/primitives/deadline.ts';

const never = new AbortController().signal;
const WAIT_MS = 20;
const LONG_MS = 60_000;

it('says GRAB_RUNNING to who waits too long for its session', async () => {
  const line = createGrabLine(5);
  await line.take('a session', createDeadline(WAIT_MS, never));
  const late = line.take('a session', createDeadline(WAIT_MS, never));
  await expect(late).rejects.toMatchObject({ code: 'GRAB_RUNNING', retryAfterSeconds: 5 });
});

it('says RATE_LIMITED to who waits too long for a full process, and forgets its turn', async () => {
  const line = createGrabLine(1);
  const end = await line.take('one', createDeadline(WAIT_MS, never));
  const late = line.take('other', createDeadline(WAIT_MS, never));
  await expect(late).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 5 });
  end();
  const deadline = createDeadline(LONG_MS, never);
  await expect(line.take('other', deadline)).resolves.toBeTypeOf('function');
  deadline.clear();
});

it("throws the caller's own reason when it leaves the line", async () => {
  const line = createGrabLine(5);
  await line.take('a session', createDeadline(WAIT_MS, never));
  const controller = new AbortController();
  const deadline = createDeadline(LONG_MS, controller.signal);
  const waiting = line.take('a session', deadline);
  const reason = new Error('gone');
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  deadline.clear();
});
