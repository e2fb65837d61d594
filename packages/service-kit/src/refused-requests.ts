import type { FastifyBaseLogger } from 'fastify';

/** What a stranger can cause without a key, as often as it likes. */
const REFUSALS: ReadonlySet<number> = new Set([401, 404, 429]);

/** In so much time so many refused requests are logged: enough to see who is wrong and how. */
const SAMPLE = { windowMs: 10_000, lines: 20 };

/** Whether to log a request of that status. */
export type RefusalSampler = (log: Pick<FastifyBaseLogger, 'warn'>, status: number) => boolean;

/**
 * Refused requests are logged as long as they are few. Of more, one line after the window says how many
 * there were, so that a flood of them cannot fill the disk.
 */
export function createRefusalSampler({ windowMs, lines } = SAMPLE): RefusalSampler {
  let count = 0;
  let until = 0;
  return (log, status) => {
    if (!REFUSALS.has(status)) return true;
    const now = performance.now();
    if (now >= until) {
      count = 0;
      until = now + windowMs;
    }
    count += 1;
    if (count === lines + 1) {
      const report = () => log.warn({ skipped: count - lines }, 'Refused requests not logged');
      setTimeout(report, until - now).unref();
    }
    return count <= lines;
  };
}
