import {
  type EngineEvent,
  EVENT_HEARTBEAT_INTERVAL_MS,
  EVENT_STREAM_MEDIA_TYPE,
} from '@grabber/contracts/engine/event';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { Dispatcher } from 'undici';
import { EngineError, isEngineError } from './engine-error.ts';
import type { EngineHttp } from './engine-http.ts';
import { parseEvents } from './parse-events.ts';

/** Two heartbeats may be late or lost. */
const DEFAULT_SILENCE_MS = 3 * EVENT_HEARTBEAT_INTERVAL_MS;

export type EventsOptions = {
  /** Ends the subscription. The iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Throws ENGINE_TIMEOUT when nothing arrives for this time, not even a heartbeat. */
  readonly silenceMs?: number;
};

/**
 * The engine's events, each checked, a snapshot first. The iteration ends when the engine stops. It
 * throws EngineError when the connection is lost. To continue, call again: the new snapshot holds
 * everything that was missed. The engine disconnects a consumer that is too slow.
 */
export async function* followEvents(
  http: EngineHttp,
  { signal: callerSignal, silenceMs = DEFAULT_SILENCE_MS }: EventsOptions = {},
): AsyncGenerator<EngineEvent, void, undefined> {
  const silence = watchSilence(silenceMs);
  const signal = callerSignal ? AbortSignal.any([callerSignal, silence.signal]) : silence.signal;
  let response: Dispatcher.ResponseData | undefined;
  try {
    const accept = EVENT_STREAM_MEDIA_TYPE;
    response = await http.send({ route: ENGINE_ROUTES.events, accept, signal });
    requireEventStream(response);
    let isFirst = true;
    for await (const event of parseEvents(silence.heardIn(response.body))) {
      if (isFirst !== (event.type === 'snapshot')) throw misplacedSnapshot();
      isFirst = false;
      yield event;
    }
  } catch (error) {
    callerSignal?.throwIfAborted();
    silence.throwIfOver();
    throw isEngineError(error) ? error : brokenOff(error);
  } finally {
    silence.stop();
    // Closes the connection. Without a listener its error would crash the process.
    response?.body.on('error', () => {}).destroy();
  }
}

/**
 * Its signal aborts when nothing arrives for this time. The time of the consumer does not count.
 */
function watchSilence(silenceMs: number) {
  const controller = new AbortController();
  let isListening = true;
  const timer = setTimeout(() => isListening && controller.abort(), silenceMs);
  timer.unref();
  return {
    signal: controller.signal,
    async *heardIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        isListening = false;
        yield chunk;
        isListening = true;
        timer.refresh();
      }
    },
    throwIfOver() {
      if (!controller.signal.aborted) return;
      const message = `The engine's events were silent for ${silenceMs} ms.`;
      throw new EngineError('ENGINE_TIMEOUT', message);
    },
    stop: () => clearTimeout(timer),
  };
}

function requireEventStream(response: Dispatcher.ResponseData): void {
  const type = String(response.headers['content-type'] ?? '');
  if (type.startsWith(EVENT_STREAM_MEDIA_TYPE)) return;
  throw new EngineError('ENGINE_RESPONSE_INVALID', 'The engine did not answer with events.');
}

function misplacedSnapshot(): EngineError {
  const message = 'The snapshot must be the first of the events, and only that.';
  return new EngineError('ENGINE_RESPONSE_INVALID', message);
}

function brokenOff(cause: unknown): EngineError {
  const message = 'The connection to the engine broke off while its events were followed.';
  return new EngineError('ENGINE_STREAM_TRUNCATED', message, { cause });
}
