import type { Semaphore } from '@grabber/primitives/semaphore';
import type { FastifyReply } from 'fastify';
import { type JsonFields, jsonChunks } from '../mappers/json-chunks.ts';
import { withStreamSlot } from '../use-cases/exports/with-stream-slot.ts';
import { sendChunks } from './send-chunks.ts';

/** The longest answer: a hundred thousand contacts, 50 MB, at 700 kbit/s. */
const ANSWER_TIMEOUT_MS = 600_000;

/** Streams a JSON object. Holds a place of the semaphore until it is sent. */
export function sendJson(
  reply: FastifyReply,
  semaphore: Semaphore,
  fields: JsonFields,
): Promise<FastifyReply> {
  const contentType = 'application/json; charset=utf-8';
  return sendChunks(reply, withStreamSlot(semaphore, jsonChunks(fields)), {
    contentType,
    timeoutMs: ANSWER_TIMEOUT_MS,
  });
}
