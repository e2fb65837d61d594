import type { Readable } from 'node:stream';
import { EngineError } from './engine-error.ts';
import { transportError } from './to-engine-error.ts';

/** Far above any list of sessions. Large answers come as NDJSON. */
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** The whole body as JSON. Throws ENGINE_RESPONSE_INVALID when it is not JSON or too long. */
export async function readJsonBody(body: Readable): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_JSON_BYTES) throw invalid(`is longer than ${MAX_JSON_BYTES} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw transportError(error);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    // Without its cause: a JSON error quotes the text, which may hold a QR or a pairing code.
    throw invalid('is not JSON');
  }
}

function invalid(what: string): EngineError {
  return new EngineError('ENGINE_RESPONSE_INVALID', `The engine's answer ${what}.`);
}
