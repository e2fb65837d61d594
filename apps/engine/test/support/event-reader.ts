import { EngineEvent, EVENT_STREAM_MEDIA_TYPE } from '@grabber/contracts/engine/event';
import { Compile } from 'typebox/compile';
import type { TestEngine } from './test-engine.ts';

const validator = Compile(EngineEvent);

/** Follows `GET /events`; every event is checked against the contract. */
export async function followEvents(engine: TestEngine) {
  const stop = new AbortController();
  const response = await fetch(`${engine.url}/events`, {
    headers: { authorization: `Bearer ${engine.secret}` },
    signal: stop.signal,
  });
  const type = response.headers.get('content-type');
  if (type !== EVENT_STREAM_MEDIA_TYPE) throw new Error(`GET /events answered ${type}`);
  const events: EngineEvent[] = [];
  const ended = collect(response, events).catch(() => undefined);
  return {
    events,
    /** Resolves when the engine has ended the stream. */
    ended,
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

async function collect(response: Response, events: EngineEvent[]): Promise<void> {
  let rest = '';
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const parts = `${rest}${text}`.split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data === undefined) continue;
      const event: unknown = JSON.parse(data);
      if (!validator.Check(event)) throw new Error(`Not an event of the contract: ${part}`);
      events.push(event);
    }
  }
}
