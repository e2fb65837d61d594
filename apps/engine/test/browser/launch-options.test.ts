import { expect, it } from 'vitest';
import { launchOptions } from '../../src/browser/launch-options.ts';

function options(sandbox: boolean, uid: number | null = null) {
  return launchOptions({
    browser: {
      executablePath: '/usr/bin/chromium',
      headless: true,
      environment: { LD_LIBRARY_PATH: '/libs' },
      source: 'packaged',
    },
    profileDir: '/data/profile',
    sandbox,
    uid,
    relayPort: null,
    args: ['--lang=id'],
    environment: { PATH: '/usr/bin', TMPDIR: '/root/tmp', XDG_CONFIG_HOME: '/root/.config' },
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

it('a user of its own runs the browser, at home in the profile and without folders of root', () => {
  const { executablePath, env } = options(true, 60_600);
  expect(executablePath).toMatch(/run-as\.sh$/);
  expect(env).toEqual({
    PATH: '/usr/bin',
    LD_LIBRARY_PATH: '/libs',
    HOME: '/data/profile',
    BROWSER_UID: '60600',
    BROWSER_PROGRAM: '/usr/bin/chromium',
  });
});
