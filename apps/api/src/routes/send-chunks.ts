import { Readable } from 'node:stream';
import { logBrokenAnswer } from '@grabber/service-kit/request-log';
import type { FastifyReply } from 'fastify';

/** A client that takes nothing for so long is cut off: its answer holds a database connection. */
const STALL_TIMEOUT_MS = 30_000;
/** Pieces read ahead of the client; each is a page of rows. */
const CHUNKS_AHEAD = 2;

/**
 * Streams an answer at the pace of its client. What fails before its first piece is answered as an
 * error, with a status; what fails later breaks the connection off, so that nobody takes the part for
 * the whole, and is logged.
 */
export async function sendChunks(
  reply: FastifyReply,
  chunks: AsyncGenerator<string | Buffer>,
  options: { contentType: string; timeoutMs: number; headers?: Readonly<Record<string, string>> },
): Promise<FastifyReply> {
  const { contentType, timeoutMs, headers = {} } = options;
  const first = await chunks.next();
  const body = Readable.from(startingWith(first, logged(chunks, reply)), {
    highWaterMark: CHUNKS_AHEAD,
  });
  const overdue = setTimeout(() => reply.raw.destroy(), timeoutMs);
  reply.raw.once('close', () => clearTimeout(overdue));
  reply.raw.setTimeout(STALL_TIMEOUT_MS, () => reply.raw.destroy());
  return reply.headers(headers).type(contentType).send(body);
}

function logged<T>(chunks: AsyncGenerator<T>, { request }: FastifyReply): Pieces<T> {
  return {
    next: () =>
      chunks.next().catch((error: unknown) => {
        logBrokenAnswer(request, error);
        throw error;
      }),
    return: () => chunks.return(undefined),
  };
}

type Pieces<T> = Required<Pick<AsyncIterator<T, unknown, void>, 'next' | 'return'>>;

/** No generator: one that is left before it began would never leave the one inside. */
function startingWith<T>(first: IteratorResult<T>, rest: Pieces<T>): AsyncIterable<T> {
  let isFirst = true;
  const iterator: AsyncIterator<T> = {
    next: async () => {
      if (!isFirst) return rest.next();
      isFirst = false;
      return first;
    },
    return: () => rest.return(),
  };
  return { [Symbol.asyncIterator]: () => iterator };
}
