import type { Server, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { logCutAnswer } from './request-log.ts';

/**
 * How fast a client must read. The kernel takes an answer in steps of up to 2 MB, so a client that reads
 * 20 kB/s seems to stand still for more than a minute: only minutes show its speed.
 */
export type ReadingPace = {
  readonly windowMs: number;
  readonly minBytes: number;
};

/** An honest phone on a bad line reads five times as fast. */
export const READING_PACE: ReadingPace = { windowMs: 300_000, minBytes: 1_000_000 };

/** How much later than its window a slow client may be noticed, as a part of the window. */
const CHECKS_IN_WINDOW = 30;

type Open = { request: FastifyRequest; since: number; taken: number };

/**
 * Breaks off each answer of which its client takes less than the pace asks for while there is more to
 * take. An answer that waits for its handler is not the client's fault, and does not count.
 */
export function watchAnswers(app: FastifyInstance, pace: ReadingPace): void {
  const open = new Map<ServerResponse, Open>();
  app.addHook('onRequest', async (request, { raw }: FastifyReply) => {
    open.set(raw, { request, since: performance.now(), taken: takenOf(raw) });
    raw.once('close', () => open.delete(raw));
  });
  const check = () => {
    const now = performance.now();
    for (const [response, answer] of open) {
      const taken = takenOf(response);
      const bytes = taken - answer.taken;
      const isSlow = now - answer.since >= pace.windowMs && bytes < pace.minBytes;
      if (response.writableLength > 0 && isSlow) {
        logCutAnswer(answer.request, { reason: 'slow client', bytes });
        response.destroy();
      } else if (response.writableLength === 0 || bytes >= pace.minBytes) {
        Object.assign(answer, { since: now, taken });
      }
    }
  };
  const timer = setInterval(check, Math.ceil(pace.windowMs / CHECKS_IN_WINDOW)).unref();
  (app.server as Server).once('close', () => clearInterval(timer));
}

/** The bytes that the kernel has taken for this connection. */
function takenOf({ socket }: ServerResponse): number {
  return socket ? socket.bytesWritten - socket.writableLength : 0;
}
