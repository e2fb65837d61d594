import type { FastifyReply } from 'fastify';
import { type JsonFields, jsonChunks } from '../json-chunks.ts';
import { sendChunks } from './send-chunks.ts';

/** However steadily its client reads: 50 MB, a hundred thousand contacts, at 700 kbit/s. */
const ANSWER_TIMEOUT_MS = 600_000;

/** Streams a JSON object. */
export function sendJson(reply: FastifyReply, fields: JsonFields): Promise<FastifyReply> {
  const contentType = 'application/json; charset=utf-8';
  return sendChunks(reply, jsonChunks(fields), { contentType, timeoutMs: ANSWER_TIMEOUT_MS });
}
