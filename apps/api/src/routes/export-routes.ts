import { API_ROUTES } from '@grabber/contracts/api/routes';
import { clientSignal } from '@grabber/service-kit/client-signal';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import { countRows } from '../plugins/audit.ts';
import { shareOf } from '../use-cases/access/access.ts';
import { exportContacts } from '../use-cases/exports/export-contacts.ts';
import type { ExportCaller, ExportFile } from '../use-cases/exports/export-file.ts';
import { exportMemberships, exportParticipants } from '../use-cases/exports/export-members.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { sendChunks } from './answers/send-chunks.ts';

/** The longest download: a million contacts, 500 MB, at 2.5 Mbit/s. */
const FILE_TIMEOUT_MS = 1_680_000;

export function exportRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.exportContacts, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    return sendFile(
      reply,
      exportContacts(context, session, request.query, callerOf(request, reply)),
    );
  });

  addRoute(app, API_ROUTES.exportParticipants, async (request, reply) => {
    const { id, groupId } = request.params;
    const session = await requireSession(context, request.access, id);
    const caller = callerOf(request, reply);
    return sendFile(
      reply,
      await exportParticipants(context, session, groupId, request.query, caller),
    );
  });

  addRoute(app, API_ROUTES.exportMemberships, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    return sendFile(
      reply,
      exportMemberships(context, session, request.query, callerOf(request, reply)),
    );
  });
}

function callerOf(
  request: Pick<FastifyRequest, 'access' | 'rowsSent'>,
  reply: FastifyReply,
): ExportCaller {
  const onRows = (count: number) => countRows(request, count);
  return { share: shareOf(request.access), signal: clientSignal(reply), onRows };
}

/** Sends the file's headers only with its first piece, so that an error is not sent as a file. */
async function sendFile(reply: FastifyReply, file: ExportFile): Promise<FastifyReply> {
  const { contentType, disposition, chunks } = file;
  return sendChunks(reply, chunks, {
    contentType,
    timeoutMs: FILE_TIMEOUT_MS,
    headers: { 'content-disposition': disposition },
  });
}
