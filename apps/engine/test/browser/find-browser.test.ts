import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/browser/find-browser.ts';
import { systemBrowserPaths } from '../../src/browser/system-browser-paths.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'find-browser-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function executable(name: string, text = '#!/bin/sh\n'): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

function settings(
  executablePath?: string,
  browserChoice: 'auto' | 'chromium' | 'headless-shell' = 'auto',
) {
  const browserEnvironment = { PATH: [join(directory, 'nowhere'), directory].join(delimiter) };
  return {
    executablePath,
    browserChoice,
    browserDir: join(directory, 'unpacked'),
    browserEnvironment,
  };
}

describe('the browser', () => {
  it('that is configured comes first, and must be there', async () => {
    await executable('chromium');
    const configured = await executable('my-browser');
    expect(await findBrowser(settings(configured))).toMatchObject({
      executablePath: configured,
      headless: true,
      source: 'configured',
    });
    const missing = findBrowser(settings(join(directory, 'missing')));
    await expect(missing).rejects.toMatchObject({ code: 'BROWSER_FAILED' });
  });

  it.each([
    ['a folder', () => Promise.resolve(directory), 'not a file'],
    [
      'a script without its interpreter',
      () => executable('my-browser', '#!/nowhere/sh\n'),
      'ENOENT',
    ],
    [
      'a program that ends with an error',
      () => executable('my-browser', '#!/bin/sh\nexit 127\n'),
      '--version ended with 127',
    ],
  ])('that is configured cannot be %s, and the error says so', async (_, make, reason) => {
    const found = findBrowser(settings(await make()));
    await expect(found).rejects.toMatchObject({
      code: 'BROWSER_FAILED',
      message: `PUPPETEER_EXECUTABLE_PATH is not a browser that runs here (${reason}): correct or unset it.`,
    });
  });

  it.each([
    ['chromium', 'auto', true],
    ['chromium', 'headless-shell', 'shell'],
    ['chrome-headless-shell', 'auto', 'shell'],
    ['chrome-headless-shell', 'chromium', true],
  ] as const)(
    'that is configured (%s) is of the chosen kind (%s)',
    async (name, choice, headless) => {
      const configured = await executable(name);
      const found = await findBrowser(settings(configured, choice));
      expect(found).toMatchObject({ executablePath: configured, source: 'configured', headless });
    },
  );

  it('of the system that does not run is skipped', async () => {
    await executable('google-chrome', '#!/nowhere/sh\n');
    const chromium = await executable('chromium');
    expect(await findBrowser(settings())).toMatchObject({ executablePath: chromium });
  });

  it('of the system comes next, Chrome before Chromium', async () => {
    const chromium = await executable('chromium');
    expect(await findBrowser(settings())).toMatchObject({
      executablePath: chromium,
      source: 'system',
    });
    const chrome = await executable('google-chrome');
    expect(await findBrowser(settings())).toMatchObject({ executablePath: chrome });
  });

  it('that is a headless shell is launched in its only mode', async () => {
    const shell = await executable('chrome-headless-shell');
    expect(await findBrowser(settings(shell))).toMatchObject({ headless: 'shell' });
  });

  it('is of the chosen kind, even if others are installed', async () => {
    const chromium = await executable('chromium');
    const shell = await executable('chrome-headless-shell');
    expect(await findBrowser(settings(undefined, 'headless-shell'))).toMatchObject({
      executablePath: shell,
      headless: 'shell',
    });
    expect(await findBrowser(settings(undefined, 'chromium'))).toMatchObject({
      executablePath: chromium,
      headless: true,
    });
  });

  it('of a chosen kind that is not installed is not replaced by another kind', async () => {
    await executable('chrome-headless-shell');
    const missing = findBrowser(settings(undefined, 'chromium'));
    await expect(missing).rejects.toMatchObject({ code: 'BROWSER_FAILED' });
  });

  it('is looked up where each system installs it', () => {
    expect(systemBrowserPaths('darwin', {})[0]).toMatch(/^\/Applications\//);
    const windows = systemBrowserPaths('win32', { PROGRAMFILES: 'C:\\Program Files' });
    expect(windows).toHaveLength(1);
    expect(windows[0]).toMatch(/chrome\.exe$/);
  });
});
