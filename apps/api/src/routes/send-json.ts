import type { FastifyReply } from 'fastify';
import { sendChunks } from './send-chunks.ts';

/** The longest answer: a hundred thousand contacts, 50 MB, at 700 kbit/s. */
const ANSWER_TIMEOUT_MS = 600_000;

/** Streams the text of a JSON object. */
export function sendJson(
  reply: FastifyReply,
  chunks: AsyncGenerator<string>,
): Promise<FastifyReply> {
  const contentType = 'application/json; charset=utf-8';
  return sendChunks(reply, chunks, { contentType, timeoutMs: ANSWER_TIMEOUT_MS });
}
