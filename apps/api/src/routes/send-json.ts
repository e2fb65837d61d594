import type { FastifyReply } from 'fastify';
import { sendChunks } from './send-chunks.ts';

/** The longest answer: fifty thousand contacts, 30 MB, at 20 kB/s. */
const ANSWER_TIMEOUT_MS = 1_680_000;

/** Streams the text of a JSON object. */
export function sendJson(
  reply: FastifyReply,
  chunks: AsyncGenerator<string>,
): Promise<FastifyReply> {
  const contentType = 'application/json; charset=utf-8';
  return sendChunks(reply, chunks, { contentType, timeoutMs: ANSWER_TIMEOUT_MS });
}
