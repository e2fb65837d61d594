import { expect, it } from 'vitest';
import { launchOptions } from '../../src/browser/launch-options.ts';

function options(sandbox: boolean) {
  return launchOptions({
    browser: {
      executablePath: '/usr/bin/chromium',
      headless: true,
      environment: { LD_LIBRARY_PATH: '/libs' },
      source: 'packaged',
    },
    profileDir: '/data/profile',
    sandbox,
    args: ['--lang=id'],
    environment: { PATH: '/usr/bin' },
    protocolTimeoutMs: 1_000,
    signal: new AbortController().signal,
  });
}

it('Chromium runs over a pipe, so that it ends with the engine, and does not handle its signals', () => {
  expect(options(true)).toMatchObject({
    pipe: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    env: { PATH: '/usr/bin', LD_LIBRARY_PATH: '/libs' },
  });
});

it('the sandbox stays on where it works, and further arguments come last', () => {
  expect(options(true).args).not.toContain('--no-sandbox');
  expect(options(false).args).toContain('--no-sandbox');
  expect(options(true).args?.at(-1)).toBe('--lang=id');
});
