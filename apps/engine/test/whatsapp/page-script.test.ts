import { spawnSync } from 'node:child_process';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { probeScript, readerScript } from '../../src/whatsapp/reader/page-script.ts';

const SCRIPTS = { probe: probeScript(0), reader: readerScript({}) };
const DECLARATION = /^(?:async )?(?:function\*?|const|let) (\w+)/gm;

it.each(Object.entries(SCRIPTS))(
  'the modules of the %s share one scope without declaring a name twice',
  (_, script) => {
    const names = Array.from(script.matchAll(DECLARATION), ([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  },
);

it.each(Object.entries(SCRIPTS))('the script of the %s is plain JavaScript', (_, script) => {
  expect(script).not.toMatch(/^(import|export) /m);
  expect(() => runInNewContext(`() => ${script}`)).not.toThrow();
});

describe('putting the scripts together', () => {
  const print = (cache?: string) => {
    const file = new URL('../../src/whatsapp/reader/page-script.ts', import.meta.url).href;
    const code = `import('${file}').then(({ readerScript }) => process.stdout.write(readerScript({})))`;
    const env = cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };
    return spawnSync(process.execPath, ['--eval', code], { encoding: 'utf8', env });
  };
  const expected = { status: 0, stdout: readerScript({}), stderr: '' };

  it('prints no warning', () => {
    expect(print()).toMatchObject(expected);
  });

  it('keeps the blanked texts beside the compiled code, and takes them from there', async () => {
    const cache = await mkdtemp(join(tmpdir(), 'compiled-'));
    onTestFinished(() => rm(cache, { recursive: true }));
    expect(print(cache)).toMatchObject(expected);
    const kept = await Array.fromAsync(glob(join(cache, '*', 'blanked-*.js')));
    expect(kept.length).toBeGreaterThan(10);
    for (const file of kept) await writeFile(file, `// kept\n${await readFile(file, 'utf8')}`);
    const { stdout } = print(cache);
    expect(stdout.split('// kept').length).toBeGreaterThan(10);
    expect(stdout.replaceAll('// kept\n', '')).toBe(expected.stdout);
  });
});
