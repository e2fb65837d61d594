import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('rejects in a process that may open no more files: it cannot know that no browser runs', () => {
  const module = new URL('../../src/browser/profile-processes.ts', import.meta.url).href;
  const script = `
    import { openSync } from 'node:fs';
    const { profileProcesses } = await import(${JSON.stringify(module)});
    try { for (;;) openSync('/dev/null'); } catch {}
    console.log(await profileProcesses('/no/profile').catch((error) => error.code));`;
  const command = 'ulimit -n 64 && exec "$0" --input-type=module -e "$1"';
  const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, script], {
    encoding: 'utf8',
  });
  expect(stdout.trim(), stderr).toBe('EMFILE');
});
