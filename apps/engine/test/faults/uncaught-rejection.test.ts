import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { pair } from '../support/pairing.ts';
import { poll } from '../support/poll.ts';
import { sharedSimulator } from '../support/shared-simulator.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';

const REJECT_ON_MESSAGE = fileURLToPath(
  new URL('../support/reject-on-message.ts', import.meta.url),
);
const SPEC = { seed: 2_200, contacts: 12, groups: 1, participants: 4, odd_names: false };

it('a rejection that the library does not handle is logged, and ends neither the engine nor its sessions', async () => {
  const simulator = await sharedSimulator();
  const dataDir = await temporaryDataDir();
  const nodeArgs = [`--import=${REJECT_ON_MESSAGE}`];
  const engine = await startEngine({ simulator, dataDir: dataDir.path, nodeArgs });
  try {
    const { account_id } = await simulator.control.createAccount(SPEC);
    const before = await pair(engine, simulator, 'one', account_id);
    engine.child.send('leave a rejection');
    const lines = await poll(
      () => engine.output,
      (seen) => seen.some((line) => line.includes('left to itself')),
    );
    expect(lines.some((line) => line.includes('Unhandled promise rejection'))).toBe(true);
    expect(await engine.session('one')).toEqual(before);
    const read = await engine.call('GET', '/sessions/one/contacts');
    expect(read).toMatchObject({ status: 200, body: { total_contacts: 12, complete: true } });
    expect(engine.child.exitCode).toBeNull();
  } finally {
    await engine.end('SIGTERM');
    await dataDir.remove();
  }
});
