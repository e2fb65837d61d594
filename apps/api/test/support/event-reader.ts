import { ApiEvent } from '@grabber/contracts/api/event';
import { EVENT_STREAM_MEDIA_TYPE } from '@grabber/contracts/engine/event';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { expect, vi } from 'vitest';
import { ADMIN_KEY, type TestApi } from './test-api.ts';

const validator = Compile(ApiEvent);

/** Follows a stream of events; each is checked against the contract, field by field. */
export async function follow(
  api: TestApi,
  path = '/api/events',
  key: string = ADMIN_KEY,
  language = 'id',
) {
  const controller = new AbortController();
  const headers = { 'x-api-key': key, 'accept-language': language };
  const response = await fetch(`${api.url}${path}`, { headers, signal: controller.signal });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  expect(response.headers.get('content-type')).toBe(EVENT_STREAM_MEDIA_TYPE);
  const events: ApiEvent[] = [];
  let lastCameAt = performance.now();
  const ended = (async () => {
    for await (const event of readEvents(response)) {
      lastCameAt = performance.now();
      events.push(event);
    }
  })();
  ended.catch(() => {});
  return {
    response,
    events,
    /** By the clock of `performance`. */
    lastCameAt: () => lastCameAt,
    /** Resolves when the API has ended the stream. */
    ended,
    ofType<T extends ApiEvent['type']>(type: T) {
      return events.filter((event): event is ApiEvent & { type: T } => event.type === type);
    },
    /** Waits until the events suffice, and answers them. */
    async until(isEnough: (events: readonly ApiEvent[]) => boolean): Promise<ApiEvent[]> {
      await vi.waitFor(() => expect(isEnough(events), JSON.stringify(events)).toBe(true));
      return events;
    },
    async leave(): Promise<void> {
      controller.abort();
      await ended.catch(() => {});
    },
  };
}

/** The first event of a stream, which goes on until it is left. */
export async function firstEvent(response: Response) {
  const events = readEvents(response);
  const { value } = await events.next();
  if (!value) throw new Error('The stream ended before its first event');
  return { event: value, leave: () => events.return(undefined) };
}

async function* readEvents(response: Response): AsyncGenerator<ApiEvent, undefined> {
  let rest = '';
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const frames = `${rest}${text}`.split('\n\n');
    rest = frames.pop() ?? '';
    for (const frame of frames) if (!frame.startsWith(':')) yield parseFrame(frame);
  }
  return undefined;
}

function parseFrame(frame: string): ApiEvent {
  const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(frame) ?? [];
  const event: unknown = JSON.parse(data ?? 'null');
  expect(validator.Errors(event)).toEqual([]);
  expect(Value.Clean(ApiEvent, structuredClone(event)), 'fields beyond the contract').toEqual(
    event,
  );
  expect((event as ApiEvent).type).toBe(type);
  return event as ApiEvent;
}
