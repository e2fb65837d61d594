import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { ReadKind, ReadLine, StreamLine } from '@grabber/contracts/engine/reading';
import { type FakeAccount, type FakeRead, linesOfAccount } from './fake-account.ts';
import {
  FakeEngineFailure,
  type FakeEngineState,
  READ_ROUTES,
  requireSession,
} from './fake-engine-state.ts';
import { observedRead } from './fake-events.ts';
import type { FakeFault } from './fake-fault.ts';

const EMPTY: FakeAccount = { groups: [], contacts: [] };

/** The lines of a read, if the session's status allows one. */
export function startRead(
  state: FakeEngineState,
  sessionId: string,
  asked: FakeRead,
): Generator<ReadLine> {
  const session = requireSession(state, sessionId);
  if (session.status !== 'connected') {
    const options = { sessionStatus: session.status };
    const message = 'The session is not connected.';
    throw new FakeEngineFailure('SESSION_NOT_CONNECTED', message, options);
  }
  if (session.asleep) throw new FakeEngineFailure('SESSION_ASLEEP', 'The session is asleep.');
  const { lid, phone_number } = session;
  const account = state.accounts.get(sessionId) ?? EMPTY;
  const lines = linesOfAccount(sessionId, asked, account, { lid, phone_number });
  return observedRead(state.events, { sessionId, kind: asked.kind }, lines);
}

type NdjsonOptions = {
  readonly kind: ReadKind;
  readonly breakConnection: () => void;
  /** Aborts when the session stops or the client has gone. */
  readonly stopped: AbortSignal;
};

/**
 * The NDJSON text of a read, with the fault that the test has set for its route. A read that fails, or
 * whose session stops, ends with a `failure` line.
 */
export async function* ndjsonOf(
  state: FakeEngineState,
  lines: Generator<ReadLine>,
  options: NdjsonOptions,
): AsyncGenerator<string> {
  const fault = state.faults.get(READ_ROUTES[options.kind]);
  let sent = 0;
  try {
    for (const line of lines) {
      const action = await actionAt(fault, sent, options).catch((error) => endBy(error, lines));
      if (action === 'stop') return;
      sent += 1;
      if (action !== 'drop') yield `${action}${toText(line)}`;
      await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof FakeEngineFailure)) throw error;
    const { code, message } = error;
    yield toText({ type: 'failure', code, message });
  }
}

function toText(line: StreamLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Tells the followers of the events why the read ends. Throws that. */
function endBy(error: unknown, lines: Generator<ReadLine>): never {
  lines.throw(error);
  throw error;
}

/** `stop`, `drop`, or the text to send before the next line. Throws FakeEngineFailure. */
async function actionAt(
  fault: FakeFault | undefined,
  sent: number,
  options: NdjsonOptions,
): Promise<string> {
  const action = fault ? await meet(fault, sent, options) : '';
  options.stopped.throwIfAborted();
  return action;
}

async function meet(fault: FakeFault, sent: number, options: NdjsonOptions): Promise<string> {
  if (fault.kind === 'drop') return fault.line === sent ? 'drop' : '';
  if (!('afterLines' in fault) || fault.afterLines !== sent) return '';
  if (fault.kind === 'inject') return fault.text;
  if (fault.kind === 'fail') {
    throw new FakeEngineFailure(fault.code, fault.message ?? 'A fault of the test.');
  }
  if (fault.kind === 'pause') {
    fault.gate.arrive();
    const { stopped } = options;
    if (!stopped.aborted) await Promise.race([fault.gate.opened, once(stopped, 'abort')]);
    return '';
  }
  if (fault.how === 'destroy') options.breakConnection();
  return 'stop';
}
