import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@grabber/service-kit/logger';
import { expect, it, onTestFinished } from 'vitest';
import { createBrowserSetup } from '../../src/browser/browser-setup.ts';
import { hasPackagedBrowser } from '../../src/browser/packaged-browser.ts';

it('a browser that was removed is reported as missing, and found again when it is back', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'browser-setup-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const executablePath = join(directory, 'chromium');
  const install = async () => {
    await writeFile(executablePath, '#!/bin/sh\n');
    await chmod(executablePath, 0o755);
  };
  const setup = createBrowserSetup(
    {
      executablePath,
      browserChoice: 'auto',
      browserDir: directory,
      browserEnvironment: {},
      noSandbox: 'auto',
      dataDir: directory,
    },
    createLogger({ service: 'test', level: 'fatal' }),
  );
  await install();
  expect(await setup.find()).toMatchObject({ executablePath });
  await rm(executablePath);
  await expect(setup.find()).rejects.toMatchObject({ code: 'BROWSER_FAILED' });
  await install();
  expect(await setup.find()).toMatchObject({ executablePath });
});

it.skipIf(!hasPackagedBrowser())(
  'a browser that is unpacked first leaves a new DATA_DIR closed',
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'browser-setup-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const dataDir = join(directory, 'data');
    const setup = createBrowserSetup(
      {
        executablePath: undefined,
        browserChoice: 'headless-shell',
        browserDir: join(dataDir, 'engine/browser'),
        browserEnvironment: {},
        noSandbox: 'auto',
        dataDir,
      },
      createLogger({ service: 'test', level: 'fatal' }),
    );
    await setup.find();
    for (const path of [dataDir, join(dataDir, 'engine')]) {
      expect((await stat(path)).mode & 0o777).toBe(0o700);
    }
  },
);
