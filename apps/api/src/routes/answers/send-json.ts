import type { FastifyReply } from 'fastify';
import { sendChunks } from './send-chunks.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';
/** The longest answer: fifty thousand contacts, 30 MB, at 20 kB/s. */
const ANSWER_TIMEOUT_MS = 1_680_000;

/** Streams the text of a JSON object. */
export function sendJson(
  reply: FastifyReply,
  chunks: AsyncGenerator<string>,
): Promise<FastifyReply> {
  return sendChunks(reply, chunks, { contentType: JSON_TYPE, timeoutMs: ANSWER_TIMEOUT_MS });
}
