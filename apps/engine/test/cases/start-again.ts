import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import type { Victim } from './fault-stage.ts';

/** Starts the session again like a user, and scans a QR if it shows one. Answers how long it took. */
export async function startAgain({ stage, session, accountId }: Victim): Promise<number> {
  const { engine, simulator } = stage;
  const start = performance.now();
  await engine.call('PUT', `/sessions/${session}`);
  const { status } = await poll(
    () => engine.session(session),
    (seen) => seen.status === 'qr' || seen.status === 'connected',
  );
  if (status === 'qr') await pair(engine, simulator, session, accountId);
  return performance.now() - start;
}
