import { NDJSON_MEDIA_TYPE, type ReadKind, type ReadLine } from '@grabber/contracts/engine/reading';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import type { Dispatcher } from 'undici';
import { checkReadOrder } from './check-read-order.ts';
import { engineDeadline } from './engine-deadline.ts';
import { EngineError, isEngineError } from './engine-error.ts';
import type { EngineHttp } from './engine-http.ts';
import { parseLine } from './parse-line.ts';
import { splitLines } from './split-lines.ts';
import { failureError } from './to-engine-error.ts';

const ROUTES = {
  groups: ENGINE_ROUTES.readGroups,
  contacts: ENGINE_ROUTES.readContacts,
  all: ENGINE_ROUTES.readAll,
} as const;

export type ReadRequest = {
  readonly sessionId: string;
  readonly kind: ReadKind;
  /** Asks WhatsApp for the members of all groups again. */
  readonly refresh?: boolean | undefined;
  /** Also reads people of the address book without WhatsApp. */
  readonly withoutWhatsApp?: boolean | undefined;
  /** Also reads whether a chat is locked. */
  readonly lockedChats?: boolean | undefined;
  /** Whose share of the reads it takes: an id without meaning to the engine. */
  readonly owner?: string | undefined;
  /** Of the lease of the session under which it is read. Another one at the engine: LEASE_LOST. */
  readonly generation?: number | undefined;
  /** Also ends the read on the engine. The iteration then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** From the request to the trailer. Must be longer than the engine's own deadline. */
  readonly deadlineMs: number;
};

/**
 * The lines of a read as they arrive, each checked. The last one is the trailer. A slow consumer
 * slows the engine down. A consumer that stops ends the read. Throws EngineError: then nothing of
 * the read may be kept.
 */
export async function* readAccount(
  http: EngineHttp,
  {
    sessionId,
    kind,
    refresh,
    withoutWhatsApp,
    lockedChats,
    owner,
    generation,
    signal,
    deadlineMs,
  }: ReadRequest,
): AsyncGenerator<ReadLine, void, undefined> {
  const deadline = engineDeadline(deadlineMs, signal);
  const order = checkReadOrder({ sessionId, kind });
  let response: Dispatcher.ResponseData | undefined;
  try {
    response = await http.send({
      route: ROUTES[kind],
      params: { id: sessionId },
      query: {
        ...(refresh && { refresh: 'true' }),
        ...(withoutWhatsApp && { without_whatsapp: 'true' }),
        ...(lockedChats && { locked_chats: 'true' }),
        ...(owner && { owner }),
      },
      accept: NDJSON_MEDIA_TYPE,
      generation,
      signal: deadline.signal,
    });
    requireNdjson(response);
    for await (const text of splitLines(response.body)) {
      const line = parseLine(text);
      order.accept(line);
      if (line.type === 'failure') throw failureError(line);
      yield line;
    }
    order.end();
  } catch (error) {
    deadline.signal.throwIfAborted();
    throw isEngineError(error) ? error : cutOff(error);
  } finally {
    deadline.clear();
    // Closes the connection of an unfinished read. Without a listener its error would crash the
    // process.
    response?.body.on('error', () => {}).destroy();
  }
}

function requireNdjson(response: Dispatcher.ResponseData): void {
  const type = String(response.headers['content-type'] ?? '');
  if (type.startsWith(NDJSON_MEDIA_TYPE)) return;
  throw new EngineError('ENGINE_RESPONSE_INVALID', 'The engine did not answer with NDJSON.');
}

function cutOff(cause: unknown): EngineError {
  const message = 'The connection to the engine broke off in the middle of a read.';
  return new EngineError('ENGINE_STREAM_TRUNCATED', message, { cause });
}
