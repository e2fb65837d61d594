import type { Context } from '../../context.ts';
import { successWithMessage } from '../../mappers/envelope.ts';
import { grabRecordToWire } from '../../mappers/grab-record-to-wire.ts';
import { sessionToWire } from '../../mappers/session-to-wire.ts';
import { languageOf } from '../../messages/language.ts';
import { doneMessage } from '../../messages/messages.ts';
import type { Replay } from '../../plugins/idempotency.ts';
import { requireGrab } from '../../use-cases/grabs/find-grabs.ts';
import { refreshStatus } from '../../use-cases/sessions/refresh-status.ts';
import { requireSession } from '../../use-cases/sessions/require-session.ts';
import { locationOf } from './location.ts';

/** Answers the session as it is now. */
export function replaySession(context: Context, done: Parameters<typeof doneMessage>[0]): Replay {
  return async ({ access, resources, request }) => {
    const session = await requireSession(context, access, resources.session_id ?? '');
    const language = languageOf(request);
    const known = await refreshStatus(context, session);
    return successWithMessage(doneMessage(done, language), sessionToWire(known, language));
  };
}

/** Answers a durable grab as it is now. */
export function replayQueuedGrab(context: Context): Replay {
  return async ({ access, resources, request, reply }) => {
    const session = await requireSession(context, access, resources.session_id ?? '');
    const grab = await requireGrab(context, session, resources.grab_id ?? '');
    const path = `/api/sessions/${session.id}/grabs/${grab.id}`;
    reply.header('location', locationOf(request, path, context.publicUrl));
    const language = languageOf(request);
    const record = { ...grabRecordToWire(grab, language), joined: true };
    return successWithMessage(doneMessage('grabQueued', language), record);
  };
}
