import { setImmediate } from 'node:timers/promises';
import type { ReadKind, ReadLine } from '@grabber/contracts/engine/reading';
import { type FakeAccount, linesOfAccount } from './fake-account.ts';
import {
  FakeEngineFailure,
  type FakeEngineState,
  READ_ROUTES,
  requireSession,
} from './fake-engine-state.ts';
import { observedRead } from './fake-events.ts';
import type { FakeFault } from './fake-fault.ts';

const EMPTY: FakeAccount = { groups: [], contacts: [] };

/** The lines of a read, once the session's status allows one. */
export function startRead(
  state: FakeEngineState,
  sessionId: string,
  kind: ReadKind,
): Generator<ReadLine> {
  const session = requireSession(state, sessionId);
  if (session.status !== 'connected') {
    const options = { sessionStatus: session.status };
    const message = 'The session is not connected.';
    throw new FakeEngineFailure('SESSION_NOT_CONNECTED', message, options);
  }
  const lines = linesOfAccount(sessionId, kind, state.accounts.get(sessionId) ?? EMPTY);
  return observedRead(state.events, { sessionId, kind }, lines);
}

/** The NDJSON text of a read, with the fault that the test has set for its route. */
export async function* ndjsonOf(
  state: FakeEngineState,
  lines: Iterable<ReadLine>,
  options: { kind: ReadKind; breakConnection: () => void },
): AsyncGenerator<string> {
  const fault = state.faults.get(READ_ROUTES[options.kind]);
  let sent = 0;
  for (const line of lines) {
    const action = fault ? await meet(fault, sent, options.breakConnection) : '';
    if (action === 'stop') return;
    sent += 1;
    if (action !== 'drop') yield `${action}${JSON.stringify(line)}\n`;
    await setImmediate();
  }
}

/** `stop`, `drop`, or the text to send before the next line. */
async function meet(fault: FakeFault, sent: number, breakConnection: () => void): Promise<string> {
  if (fault.kind === 'drop') return fault.line === sent ? 'drop' : '';
  if (!('afterLines' in fault) || fault.afterLines !== sent) return '';
  if (fault.kind === 'inject') return fault.text;
  if (fault.kind === 'pause') {
    fault.gate.arrive();
    await fault.gate.opened;
    return '';
  }
  if (fault.how === 'destroy') breakConnection();
  return 'stop';
}
