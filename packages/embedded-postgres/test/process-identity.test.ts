import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { processIdentity } from '../src/process-identity.ts';

it('stays the same for a living process, differs between processes, and is null after the end', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const identity = await processIdentity(child.pid!);
  expect(identity).not.toBeNull();
  expect(await processIdentity(child.pid!)).toBe(identity);
  expect(await processIdentity(process.pid)).not.toBe(identity);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(await processIdentity(child.pid!)).toBeNull();
});

it('rejects in a process that cannot open more files, and never calls a living process dead', () => {
  const module = new URL('../src/process-identity.ts', import.meta.url).href;
  const script = `
    import { openSync } from 'node:fs';
    const { processIdentity } = await import(${JSON.stringify(module)});
    try { for (;;) openSync('/dev/null'); } catch {}
    console.log(await processIdentity(process.ppid).catch((error) => error.code));`;
  const command = 'ulimit -n 64 && exec "$0" --input-type=module -e "$1"';
  const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, script], {
    encoding: 'utf8',
  });
  expect(stdout.trim(), stderr).toBe('EMFILE');
});
