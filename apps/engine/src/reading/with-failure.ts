import type { ReadLine, StreamLine } from '@grabber/contracts/engine/reading';
import { toServiceError } from '@grabber/service-kit/service-error';

/**
 * The lines of a read; one that throws, or that is returned because `signal` aborts, ends with a
 * `failure` line in place of its trailer. Never throws.
 */
export async function* withFailure(
  lines: AsyncIterable<ReadLine>,
  signal: AbortSignal,
): AsyncGenerator<StreamLine, void, undefined> {
  let isWhole = false;
  try {
    for await (const line of lines) {
      isWhole = line.type === 'trailer';
      yield line;
    }
    if (!isWhole) signal.throwIfAborted();
  } catch (error) {
    const { code, message } = toServiceError(error);
    yield { type: 'failure', code, message };
  }
}
