import { MAX_LINE_BYTES } from '@grabber/contracts/engine/reading';
import { EngineError } from './engine-error.ts';

const NEWLINE = 0x0a;

/**
 * The lines of a byte stream, without their newline, in constant memory. A last line without a
 * newline was cut off: ENGINE_STREAM_TRUNCATED. A line above `maxBytes`, or one that is not UTF-8:
 * ENGINE_RESPONSE_INVALID.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      length += end - start + 1;
      refuseOverlong(length, maxBytes);
      parts.push(chunk.subarray(start, end));
      yield decode(parts);
      parts = [];
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    refuseOverlong(length, maxBytes);
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
  if (length > 0) {
    throw new EngineError('ENGINE_STREAM_TRUNCATED', 'The engine stopped in the middle of a line.');
  }
}

function decode(parts: Buffer[]): string {
  const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new EngineError('ENGINE_RESPONSE_INVALID', "The engine's stream is not UTF-8.", {
      cause,
    });
  }
}

function refuseOverlong(length: number, maxBytes: number): void {
  if (length <= maxBytes) return;
  const message = 'The engine sent a line that is longer than the contract allows.';
  throw new EngineError('ENGINE_RESPONSE_INVALID', message);
}
