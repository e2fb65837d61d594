import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NEW_RECORD, sessionFiles } from '../../src/sessions/session-files.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'engine-files-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

it('keeps the folder of a session to its user, also one that a backup brought back with another mode', async () => {
  const files = sessionFiles(dataDir, 'one');
  await files.create();
  await files.writeRecord(NEW_RECORD);
  for (const path of [files.directory, dirname(files.directory), join(dataDir, 'engine')]) {
    expect(await modeOf(path)).toBe(0o700);
  }
  expect(await modeOf(join(files.directory, 'session.json'))).toBe(0o600);
  await chmod(files.directory, 0o755);
  await files.create();
  expect(await modeOf(files.directory)).toBe(0o700);
});
