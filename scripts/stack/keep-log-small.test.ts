import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepLogSmall } from './keep-log-small.ts';

const MAX_BYTES = 1_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grabber-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a log that a process writes becomes small again, and its last part stays beside it', async () => {
  const file = join(folder, 'api.log');
  const fd = openSync(file, 'a', 0o600);
  const rotation = keepLogSmall(file, { maxBytes: MAX_BYTES, everyMs: 5 });
  try {
    const flood = `${'x'.repeat(2 * MAX_BYTES)}\n`;
    writeSync(fd, flood);
    await vi.waitFor(async () => expect((await stat(file)).size).toBe(0));
    expect(await readFile(`${file}.1`, 'utf8')).toBe(flood);
    writeSync(fd, 'next\n');
    expect(await readFile(file, 'utf8')).toBe('next\n');
  } finally {
    rotation.stop();
    closeSync(fd);
  }
});
