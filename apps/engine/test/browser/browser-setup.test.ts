import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@grabber/service-kit/logger';
import { expect, it, onTestFinished } from 'vitest';
import { createBrowserSetup } from '../../src/browser/browser-setup.ts';

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
