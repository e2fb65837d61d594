import type { ReadKind, ReadLine } from '@grabber/contracts/engine/reading';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import { isEngineError } from '@grabber/engine-client/engine-error';
import type { Context } from '../../context.ts';
import type { Charge } from '../../sessions/whatsapp-budget.ts';

/** The engine refused the read, so it asked WhatsApp nothing. */
const NOT_ASKED: ReadonlySet<ErrorCode> = new Set([
  'SESSION_NOT_CONNECTED',
  'SESSION_ASLEEP',
  'SESSION_NOT_FOUND',
  'SESSION_MOVING',
  'SESSION_WAITS_FOR_ENGINE',
  'ENGINE_FULL',
  'REFRESH_TOO_SOON',
  'WHATSAPP_WEB_CHANGED',
  'SHUTTING_DOWN',
  'ENGINE_REJECTED_SECRET',
]);

type Read = { readonly session_id: string; readonly kind: ReadKind; readonly refresh: boolean };

/**
 * The lines of a read, within the session's budget. A refresh is charged before the engine is asked. The query
 * that the engine sends by itself, in the first listing after a pairing, is charged when it shows. Throws
 * REFRESH_TOO_SOON.
 */
export async function* budgetedRead(
  { budget, clock }: Pick<Context, 'budget' | 'clock'>,
  { session_id, kind, refresh }: Read,
  lines: AsyncGenerator<ReadLine, void, undefined>,
): AsyncGenerator<ReadLine, void, undefined> {
  // A read of contacts alone sends no query.
  const isCharged = refresh && kind !== 'contacts';
  const charge: Charge | null = isCharged ? await budget.charge(session_id, 'refresh') : null;
  let hasBegun = false;
  let queries = 0;
  try {
    for await (const line of lines) {
      hasBegun = true;
      if (line.type === 'progress' || line.type === 'trailer') queries = line.queries_sent;
      yield line;
    }
  } catch (error) {
    const isRefused = !hasBegun && isEngineError(error) && NOT_ASKED.has(error.code);
    if (charge && isRefused) await charge.refund();
    throw error;
  } finally {
    if (!charge && queries > 0) await budget.note(session_id, 'refresh', [clock()]);
  }
}
