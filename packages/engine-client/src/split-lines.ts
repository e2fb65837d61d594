import { isUtf8 } from 'node:buffer';
import { MAX_LINE_BYTES } from '@grabber/contracts/engine/reading';
import { EngineError } from './engine-error.ts';

const NEWLINE = 0x0a;

/**
 * The lines of a byte stream, without their newline, in constant memory. A last line without a
 * newline was cut off: throws ENGINE_STREAM_TRUNCATED. Throws ENGINE_RESPONSE_INVALID for a line
 * above `maxBytes` or one that is not UTF-8.
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number = MAX_LINE_BYTES,
): AsyncGenerator<string> {
  // One buffer for all lines. Separate buffers would be freed only after much of them has piled up.
  const line = Buffer.allocUnsafeSlow(maxBytes);
  let length = 0;
  const take = (chunk: Buffer, start: number, end: number): void => {
    // The newline counts, too.
    if (length + end - start + 1 > maxBytes) throw overlong();
    length += chunk.copy(line, length, start, end);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      take(chunk, start, end);
      yield decode(line.subarray(0, length));
      length = 0;
      start = end + 1;
    }
    take(chunk, start, chunk.length);
  }
  if (length > 0) {
    throw new EngineError('ENGINE_STREAM_TRUNCATED', 'The engine stopped in the middle of a line.');
  }
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new EngineError('ENGINE_RESPONSE_INVALID', "The engine's stream is not UTF-8.");
}

function overlong(): EngineError {
  const message = 'The engine sent a line that is longer than the contract allows.';
  return new EngineError('ENGINE_RESPONSE_INVALID', message);
}
