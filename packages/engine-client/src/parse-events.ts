import { EngineEvent, MAX_EVENT_BYTES } from '@grabber/contracts/engine/event';
import { Compile, type Validator } from 'typebox/compile';
import { EngineError } from './engine-error.ts';
import { splitLines } from './split-lines.ts';

type EventType = EngineEvent['type'];

/** One validator for each type, so that a wrong event gets the right message. */
const VALIDATORS = new Map<string, Validator>(
  EngineEvent.anyOf.map((schema) => [
    schema.properties.type.const,
    Compile(schema) as unknown as Validator,
  ]),
);
const FIELD = /^(?<name>[^:]*)(?:: ?(?<value>.*))?$/s;

/**
 * The events of a stream of server-sent events (WHATWG HTML, 9.2.6), each checked against the
 * contract, in bounded memory. Comments and unknown types are skipped. Throws
 * ENGINE_RESPONSE_INVALID. Throws ENGINE_STREAM_TRUNCATED when the stream ends within a line.
 */
export async function* parseEvents(chunks: AsyncIterable<Buffer>): AsyncGenerator<EngineEvent> {
  let type = '';
  let data: string[] = [];
  let length = 0;
  for await (const rawLine of splitLines(chunks, MAX_EVENT_BYTES)) {
    const line = rawLine.endsWith('\r') ? rawLine.slice(0, -1) : rawLine;
    if (line === '') {
      const event = data.length > 0 ? decodeEvent(type, data.join('\n')) : undefined;
      if (event) yield event;
      type = '';
      data = [];
      length = 0;
      continue;
    }
    const { name, value = '' } = FIELD.exec(line)?.groups ?? {};
    length += line.length;
    if (length > MAX_EVENT_BYTES) throw invalid('sent an event that is too long');
    if (name === 'event') type = value;
    if (name === 'data') data.push(value);
  }
}

function decodeEvent(type: string, text: string): EngineEvent | undefined {
  const validator = VALIDATORS.get(type);
  if (!validator) return undefined;
  const event = parseJson(text);
  if (validator.Check(event) && (event as EngineEvent).type === (type as EventType)) {
    return event as EngineEvent;
  }
  throw invalid(`sent a ${type} event that breaks the contract`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the cause: a JSON error quotes the text, which may hold a QR.
    throw invalid('sent an event that is not JSON');
  }
}

function invalid(what: string): EngineError {
  return new EngineError('ENGINE_RESPONSE_INVALID', `The engine ${what}.`);
}
