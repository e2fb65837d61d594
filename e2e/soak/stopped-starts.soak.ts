import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'vitest';
import { stopDuringStart } from '../cases/stop-during-start.ts';
import { killProcessesOf } from '../support/root-command.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'grabber-stopped-'));
});
afterEach(async () => {
  await killProcessesOf(dataDir);
  await rm(dataDir, { recursive: true, force: true });
});

it('npm start that is told to stop in any moment of its start leaves nothing that breaks the next one', () =>
  stopDuringStart(dataDir, ['postgres/locks', 'logs/engine.log', 'logs/api.log']));
