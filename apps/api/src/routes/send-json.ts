import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { type JsonFields, jsonChunks } from '../json-chunks.ts';

/** A client that takes nothing for so long is cut off: its answer holds a database connection. */
const STALL_TIMEOUT_MS = 30_000;
/** However steadily it reads: 50 MB, a hundred thousand contacts, at 700 kbit/s. */
const ANSWER_TIMEOUT_MS = 600_000;
/** Pieces read ahead of the client; each is a page of rows. */
const CHUNKS_AHEAD = 2;

/** Streams a JSON object. What fails before its first piece is answered as an error, with a status. */
export async function sendJson(reply: FastifyReply, fields: JsonFields): Promise<FastifyReply> {
  const chunks = jsonChunks(fields);
  const first = await chunks.next();
  const body = Readable.from(withFirst(first, chunks), { highWaterMark: CHUNKS_AHEAD });
  const overdue = setTimeout(() => reply.raw.destroy(), ANSWER_TIMEOUT_MS);
  reply.raw.once('close', () => clearTimeout(overdue));
  reply.raw.setTimeout(STALL_TIMEOUT_MS, () => reply.raw.destroy());
  return reply.type('application/json; charset=utf-8').send(body);
}

async function* withFirst(
  first: IteratorResult<string, unknown>,
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    // Left before it began, the generator inside would never give its connection back.
    await rest.return(undefined);
  }
}
