import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { processCommand, processStartTime } from '../src/process-identity.ts';

it('is the same for a living process each time, and null after its end', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const started = await processStartTime(child.pid!);
  expect(started).not.toBeNull();
  expect(await processStartTime(child.pid!)).toBe(started);
  expect(await processStartTime(process.pid)).not.toBe(started);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(await processStartTime(child.pid!)).toBeNull();
});

it('rejects in a process that may open no more files, and calls no living process dead', () => {
  const module = new URL('../src/process-identity.ts', import.meta.url).href;
  const script = `
    import { openSync } from 'node:fs';
    const { processStartTime } = await import(${JSON.stringify(module)});
    try { for (;;) openSync('/dev/null'); } catch {}
    console.log(await processStartTime(process.ppid).catch((error) => error.code));`;
  const command = 'ulimit -n 64 && exec "$0" --input-type=module -e "$1"';
  const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, script], {
    encoding: 'utf8',
  });
  expect(stdout.trim(), stderr).toBe('EMFILE');
});

it('a process has its command line, which is empty after its end', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'a mark']);
  await once(child, 'spawn');
  expect(await processCommand(child.pid!)).toContain('a mark');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(await processCommand(child.pid!)).toBe('');
});
