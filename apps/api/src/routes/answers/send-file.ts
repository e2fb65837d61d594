import { clientSignal } from '@grabber/service-kit/client-signal';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { countRows } from '../../plugins/audit.ts';
import { shareOf } from '../../use-cases/access/access.ts';
import type { ExportCaller, ExportFile } from '../../use-cases/exports/export-file.ts';
import { sendChunks } from './send-chunks.ts';

/** The longest download: a million contacts, 500 MB, at 2.5 Mbit/s. */
const FILE_TIMEOUT_MS = 1_680_000;

/** Who gets a file. */
export function callerOf(
  request: Pick<FastifyRequest, 'access' | 'rowsSent'>,
  reply: FastifyReply,
): ExportCaller {
  const onRows = (count: number) => countRows(request, count);
  return { share: shareOf(request.access), signal: clientSignal(reply), onRows };
}

/** Sends the file's headers only with its first piece, so that an error is not sent as a file. */
export async function sendFile(reply: FastifyReply, file: ExportFile): Promise<FastifyReply> {
  const { contentType, disposition, chunks } = file;
  return sendChunks(reply, chunks, {
    contentType,
    timeoutMs: FILE_TIMEOUT_MS,
    headers: { 'content-disposition': disposition },
  });
}
