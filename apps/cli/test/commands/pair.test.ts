import { createApiClient, type Schema } from '@grabber/api-client';
import { afterEach, expect, it, vi } from 'vitest';
import { type CommandContext, EXIT } from '../../src/command.ts';
import { pair } from '../../src/commands/pair.ts';
import { readConfig } from '../../src/config.ts';
import { createOutput } from '../../src/output/output.ts';

type Status = Schema<'Session'>['status'];

const ID = '7f0c2f9e-6a55-4a5f-9a8f-1d6f5f3d8c11';
const SYNCED = { state: 'synced', progress: 100 };

const session = (status: Status) => ({
  session_id: ID,
  status,
  last_error: null,
  action_required: null,
  sync: status === 'connected' ? SYNCED : null,
});
const snapshot = (status: Status) => ({
  type: 'snapshot',
  sessions: [session(status)],
  qrs: [],
  grabs: [],
  progress: [],
});
const change = (status: Status) => ({ type: 'session', session: session(status) });

/**
 * Pairs a new session. The engine has each status of `engine` in turn, and the last one from then on; each open event
 * stream is one of `streams`. Returns the exit code and the statuses that a person was shown.
 */
async function pairWith(
  engine: readonly Status[],
  streams: readonly (readonly object[])[],
  values: Record<string, boolean> = {},
) {
  const statuses = [...engine];
  const opened = [...streams];
  const answer = (path: string, method: string): Response => {
    if (path.endsWith('/events')) return eventStream(opened.shift() ?? []);
    if (path.endsWith('/start')) return json(session('connecting'));
    if (path.endsWith('/status'))
      return json(session((statuses.length > 1 ? statuses.shift() : statuses[0]) as Status));
    return json(method === 'POST' ? session('disconnected') : { sessions: [] });
  };
  const fetch = async ({ url, method }: Request) => answer(new URL(url).pathname, method);
  vi.stubGlobal('fetch', fetch);
  const client = createApiClient({ url: 'http://api.test' });
  const shown: string[] = [];
  const out = {
    ...createOutput('en', true),
    line: () => {},
    note: () => {},
    warn: () => {},
    value: (value: unknown) => {
      const { event, status } = value as { event: string; status: string };
      if (event === 'status') shown.push(status);
    },
  };
  const context = {
    out,
    config: readConfig({}),
    stopped: new AbortController().signal,
    program: 'grabber',
    api: () => ({ client }) as unknown as ReturnType<CommandContext['api']>,
    onInterrupt: vi.fn(),
  };
  return { code: await pair.run(context, { values, positionals: [] }), shown };
}

afterEach(() => void vi.unstubAllGlobals());

const json = (data: unknown) => Response.json({ data });

/** It stays open after its last event. */
function eventStream(events: readonly object[]): Response {
  const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
  const body = new ReadableStream({ start: (it) => it.enqueue(new TextEncoder().encode(text)) });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

it.each<Status>(['disconnected', 'logged_out', 'failed'])(
  'goes on when the events still show %s from before the start',
  async (before) => {
    const late = [snapshot(before), change(before), change('connecting'), change('connected')];
    const { code, shown } = await pairWith(['connecting'], [late]);
    expect([code, shown]).toEqual([EXIT.ok, ['connecting', 'connected']]);
  },
);

it.each<Status>(['disconnected', 'logged_out', 'failed'])(
  'ends when the session is %s, also when nothing else was seen before',
  async (end) => {
    const { code, shown } = await pairWith([end], [[snapshot(end)]]);
    expect([code, shown]).toEqual([EXIT.failed, [end]]);
    const later = await pairWith(['connecting', end], [[snapshot(end), change(end)]]);
    expect([later.code, later.shown]).toEqual([EXIT.failed, ['connecting', end]]);
  },
);

it('waits for the sync of a session whose events do not show yet that it is connected', async () => {
  const streams = [[snapshot('disconnected')], [snapshot('disconnected')]];
  const { code } = await pairWith(['connected'], streams, { 'wait-sync': true });
  expect(code).toBe(EXIT.ok);
});
