import { Readable } from 'node:stream';
import { logBrokenAnswer, logCutAnswer } from '@grabber/service-kit/request-log';
import type { FastifyReply } from 'fastify';

/** How many pieces are read ahead of the client. Each is a page of rows. */
const CHUNKS_AHEAD = 2;

/**
 * Streams an answer at the speed of its client. An error before the first piece is answered with its
 * status. A later error is logged and breaks the connection, so that no client takes the part for the
 * whole.
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
  const overdue = setTimeout(() => {
    logCutAnswer(reply.request, { reason: 'overdue' });
    reply.raw.destroy();
  }, timeoutMs);
  reply.raw.once('close', () => clearTimeout(overdue));
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

/** Not a generator: if it is closed before its start, it would never close the inner one. */
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
