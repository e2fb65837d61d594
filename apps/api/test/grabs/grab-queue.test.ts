import { createDeadline } from '@grabber/primitives/deadline';
import { expect, it } from 'vitest';
import { createGrabQueue } from '../../src/grabs/grab-queue.ts';

const WAIT_MS = 20;
const LONG_MS = 60_000;
const A_SESSION = { id: 'a session', workspace_id: 'a' };
const ONE = { id: 'one', workspace_id: 'a' };
const OTHER = { id: 'other', workspace_id: 'b' };

const deadlineIn = (timeoutMs: number, signal?: AbortSignal) =>
  createDeadline(timeoutMs, { reason: () => new Error('The time is over.'), signal });

it('says GRAB_RUNNING to who waits too long for its session', async () => {
  const queue = createGrabQueue(5);
  await queue.enter(A_SESSION, deadlineIn(WAIT_MS));
  const late = queue.enter(A_SESSION, deadlineIn(WAIT_MS));
  await expect(late).rejects.toMatchObject({ code: 'GRAB_RUNNING', retryAfterSeconds: 5 });
});

it('says RATE_LIMITED to who waits too long for a full process, and lets the next grab of its session wait', async () => {
  const queue = createGrabQueue(1);
  const end = await queue.enter(ONE, deadlineIn(WAIT_MS));
  const late = queue.enter(OTHER, deadlineIn(WAIT_MS));
  await expect(late).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 5 });
  end();
  const deadline = deadlineIn(LONG_MS);
  await expect(queue.enter(OTHER, deadline)).resolves.toBeTypeOf('function');
  deadline.clear();
});

it("throws the caller's own reason when it leaves the queue", async () => {
  const queue = createGrabQueue(5);
  await queue.enter(A_SESSION, deadlineIn(WAIT_MS));
  const controller = new AbortController();
  const deadline = deadlineIn(LONG_MS, controller.signal);
  const waiting = queue.enter(A_SESSION, deadline);
  const reason = new Error('gone');
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  deadline.clear();
});

it('leaves room for the grabs of other workspaces, however many grabs one of them has', async () => {
  const queue = createGrabQueue(4);
  const entered: string[] = [];
  const deadline = deadlineIn(LONG_MS);
  const enter = (id: string, workspace_id: string) =>
    queue.enter({ id, workspace_id }, deadline).then((leave) => {
      entered.push(id);
      return leave;
    });
  const many = ['1', '2', '3', '4', '5'].map((id) => enter(id, 'busy'));
  const leave = await enter('6', 'other');
  expect(entered).toEqual(['1', '2', '6']);
  leave();
  for (const each of many) (await each)();
  expect(entered).toEqual(['1', '2', '6', '3', '4', '5']);
  deadline.clear();
});
