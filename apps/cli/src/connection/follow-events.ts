import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient, Schema } from '@grabber/api-client';
import { ApiError, bodyOf } from './answers.ts';

export type ApiEvent =
  | Schema<'SnapshotEvent'>
  | Schema<'SessionEvent'>
  | Schema<'SessionRemovedEvent'>
  | Schema<'ContactsEvent'>
  | Schema<'QrEvent'>
  | Schema<'GrabEvent'>
  | Schema<'ProgressEvent'>;

const RECONNECT_DELAY_MS = 1_000;

/**
 * The events of a session, the snapshot first. A broken stream is opened again, and gives a snapshot again. Rejects with
 * ApiError where the API refuses, and with AbortError when `signal` aborts.
 */
export async function* followEvents(
  client: ApiClient,
  sessionId: string,
  signal: AbortSignal,
): AsyncGenerator<ApiEvent, never> {
  for (;;) {
    try {
      const body = (await bodyOf(
        client.GET('/api/sessions/{id}/events', {
          params: { path: { id: sessionId } },
          parseAs: 'stream',
          signal,
        }),
      )) as ReadableStream<Uint8Array>;
      yield* readEvents(body);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ApiError && error.status < 500) throw error;
    }
    await sleep(RECONNECT_DELAY_MS, undefined, { signal });
  }
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ApiEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      // A part without data is a sign of life.
      const data = /^data: (.*)$/m.exec(part)?.[1];
      if (data !== undefined) yield JSON.parse(data) as ApiEvent;
    }
  }
}
