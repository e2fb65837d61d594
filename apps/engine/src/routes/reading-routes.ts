import { Readable } from 'node:stream';
import {
  NDJSON_MEDIA_TYPE,
  type ReadDocument,
  type ReadKind,
} from '@grabber/contracts/engine/reading';
import { ENGINE_ROUTES } from '@grabber/contracts/engine/routes';
import { clientSignal } from '@grabber/service-kit/client-signal';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { registerRoute } from '@grabber/service-kit/register-route';
import type { FastifyReply } from 'fastify';
import { encodeLines } from '../reading/encode-lines.ts';
import { foldLines } from '../reading/fold-lines.ts';
import { withFailure } from '../reading/with-failure.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { type AccountRead, type ReadRequest, readAccount } from '../use-cases/read-account.ts';

/** Lines buffered for a slow client; each is up to 256 KiB. */
const BUFFERED_LINES = 2;
/** How long a client may take for what was on its way to it when its read failed. */
const FAILURE_GRACE_MS = 5_000;

const READS = [
  ['groups', ENGINE_ROUTES.readGroups],
  ['contacts', ENGINE_ROUTES.readContacts],
  ['all', ENGINE_ROUTES.readAll],
] as const satisfies readonly (readonly [ReadKind, unknown])[];

/** The three reads, as one JSON document or, when the client accepts it, as a stream of lines. */
export function readingRoutes(
  scope: HttpServer,
  {
    sessions,
    ...reading
  }: { sessions: SessionRegistry } & Pick<
    ReadRequest,
    'admission' | 'observer' | 'timeoutMs' | 'syncWaitMs' | 'now'
  >,
): void {
  for (const [kind, route] of READS) {
    registerRoute(scope, route, async (request, reply) => {
      const session = sessions.get(request.params.id);
      const refresh = request.query.refresh === 'true';
      const withoutWhatsApp = request.query.without_whatsapp === 'true';
      const lockedChats = request.query.locked_chats === 'true';
      const { owner = session.id } = request.query;
      const wanted = { kind, refresh, withoutWhatsApp, lockedChats, owner };
      const read = readAccount({ ...reading, session, ...wanted, signal: clientSignal(reply) });
      // If the client goes before the first line is taken, only this call ends the generator.
      reply.raw.once('close', () => void read.lines.return().catch(() => undefined));
      return request.headers.accept?.includes(NDJSON_MEDIA_TYPE)
        ? streamLines(read, reply)
        : foldLines(read.lines);
    });
  }
}

/**
 * Waits for the first line, so that a read that fails at once gets its own status code. A read that fails
 * later says so in its last line.
 */
async function streamLines(
  { lines, signal }: AccountRead,
  reply: FastifyReply,
): Promise<Readable & ReadDocument> {
  const first = await lines.next();
  signal.throwIfAborted();
  async function* all() {
    if (!first.done) yield first.value;
    yield* lines;
  }
  reply.type(NDJSON_MEDIA_TYPE);
  const options = { objectMode: true, highWaterMark: BUFFERED_LINES };
  const stream = Readable.from(encodeLines(withFailure(all(), signal)), options);
  let late: NodeJS.Timeout | undefined;
  const endRead = () => {
    void lines.return().catch(() => undefined);
    // A client that takes nothing more would keep its response open.
    late = setTimeout(() => stream.destroy(signal.reason), FAILURE_GRACE_MS);
  };
  signal.addEventListener('abort', endRead, { once: true });
  stream.once('close', () => {
    signal.removeEventListener('abort', endRead);
    clearTimeout(late);
  });
  return stream as Readable & ReadDocument;
}
