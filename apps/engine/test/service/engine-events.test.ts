import { once } from 'node:events';
import { openEventStream } from '@grabber/service-kit/event-stream';
import { expect, it } from 'vitest';
import { createEngineEvents } from '../../src/events/engine-events.ts';

const PROGRESS = {
  type: 'progress',
  read_id: 'r',
  session_id: 's',
  kind: 'all',
  state: 'running',
  phase: 'groups',
  done: 0,
  total: 10,
  code: null,
} as const;

function open(events: ReturnType<typeof createEngineEvents>) {
  return openEventStream(events.snapshot([]), events.subscribe);
}

it('a client that stops reading is dropped at a limit, and the other clients lose no event', async () => {
  const events = createEngineEvents();
  const slow = open(events);
  const dropped = once(slow, 'close');
  const quick = open(events);
  let text = '';
  quick.on('data', (part: Buffer) => {
    text += part.toString();
  });
  let sent = 0;
  while (!slow.destroyed && sent < 10_000) {
    events.readChanged({ ...PROGRESS, done: sent });
    sent += 1;
    await new Promise(setImmediate);
  }
  await dropped;
  expect(sent).toBeLessThan(10_000);
  events.readChanged({ ...PROGRESS, state: 'finished', done: sent });
  events.close();
  await once(quick, 'end');
  const progress = text.split('\n\n').filter((part) => part.startsWith('event: progress'));
  expect(progress).toHaveLength(sent + 1);
});

it('a new subscriber first gets the running reads, without the finished ones', async () => {
  const events = createEngineEvents();
  events.readChanged({ ...PROGRESS, read_id: 'over' });
  events.readChanged({ ...PROGRESS, read_id: 'over', state: 'failed', code: 'READ_FAILED' });
  events.readChanged({ ...PROGRESS, read_id: 'running' });
  const stream = open(events);
  const [first] = (await once(stream, 'data')) as [Buffer];
  stream.destroy();
  // What follows it fills the buffer of a proxy.
  const data = JSON.parse(/^event: snapshot\ndata: (.*)\n\n/.exec(first.toString())?.[1] ?? '');
  expect(data.reads).toEqual([{ ...PROGRESS, read_id: 'running' }]);
});

it('a snapshot of many sessions does not count as a slow client', async () => {
  const events = createEngineEvents();
  const read_id = 'x'.repeat(300_000);
  events.readChanged({ ...PROGRESS, read_id });
  const stream = open(events);
  const [first] = (await once(stream, 'data')) as [Buffer];
  stream.destroy();
  expect(first.toString()).toContain(read_id);
});
