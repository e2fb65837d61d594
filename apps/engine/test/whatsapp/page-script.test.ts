import { spawnSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
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

it('putting the scripts together prints no warning', () => {
  const file = new URL('../../src/whatsapp/reader/page-script.ts', import.meta.url).href;
  const { status, stderr } = spawnSync(process.execPath, ['--eval', `import('${file}')`], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
