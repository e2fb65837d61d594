import type { CreateGrabBody } from '@grabber/contracts/api/grab-record';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { successWithMessage } from '../../mappers/envelope.ts';
import { grabRecordToWire } from '../../mappers/grab-record-to-wire.ts';
import { languageOf } from '../../messages/language.ts';
import { doneMessage } from '../../messages/messages.ts';
import { queueDurableGrab } from '../../use-cases/grabs/queue-durable-grab.ts';
import { locationOf } from './location.ts';

/** Whether the caller asks not to wait for the answer (RFC 7240). */
export function prefersAsync({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return /(?:^|,)\s*respond-async\s*(?:[;,]|$)/i.test(String(headers.prefer ?? ''));
}

type Exchange = {
  readonly request: Pick<FastifyRequest, 'headers' | 'raw'>;
  readonly reply: FastifyReply;
};

/** Queues a durable grab, and answers 202 with where it is found. */
export async function answerQueued(
  context: Context,
  session: Parameters<typeof queueDurableGrab>[1],
  wanted: CreateGrabBody,
  { request, reply }: Exchange,
) {
  const { grab, joined } = await queueDurableGrab(context, session, wanted);
  const path = `/api/sessions/${session.id}/grabs/${grab.id}`;
  reply.code(202).header('location', locationOf(request, path, context.publicUrl));
  const language = languageOf(request);
  const message = doneMessage('grabQueued', language);
  return successWithMessage(message, { ...grabRecordToWire(grab, language), joined });
}
