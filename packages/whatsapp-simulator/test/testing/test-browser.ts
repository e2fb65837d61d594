import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import puppeteer, { type Browser } from 'puppeteer';

const SYSTEM_BROWSERS = [
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const UNPACKED = fileURLToPath(new URL('../../.data/test-browser/', import.meta.url));

export type TestBrowser = {
  executablePath: string;
  headless: true | 'shell';
  environment: Record<string, string>;
};

let found: Promise<TestBrowser> | undefined;

/** Starts a browser on a profile directory. `browserArgs` are the simulator's. */
export async function launchBrowser(browserArgs: string[], userDataDir: string): Promise<Browser> {
  const { executablePath, headless, environment } = await testBrowser();
  return puppeteer.launch({
    executablePath,
    headless,
    userDataDir,
    pipe: true,
    args: [...browserArgs, '--no-sandbox'],
    env: { PATH: '/usr/bin:/bin', HOME: userDataDir, ...environment },
  });
}

/** The browser of the machine, else the packaged one. */
export function testBrowser(): Promise<TestBrowser> {
  found ??= findBrowser();
  return found;
}

export function makeProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'simulator-profile-'));
}

async function findBrowser(): Promise<TestBrowser> {
  const system = SYSTEM_BROWSERS.find((path) => existsSync(path));
  if (system) return { executablePath: system, headless: true, environment: {} };
  const root = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const target = join(UNPACKED, version);
  if (!existsSync(target)) await unpack(join(root, 'bin'), target);
  return {
    executablePath: join(target, 'chromium'),
    headless: 'shell',
    environment: { LD_LIBRARY_PATH: join(target, 'lib'), FONTCONFIG_PATH: target },
  };
}

/**
 * Unpacks beside the target and renames, so that two test files at once see everything or nothing.
 */
async function unpack(bin: string, target: string): Promise<void> {
  await mkdir(UNPACKED, { recursive: true });
  const draft = await mkdtemp(join(UNPACKED, 'draft-'));
  await writeFile(join(draft, 'chromium'), await unpacked(join(bin, 'chromium.br')));
  await chmod(join(draft, 'chromium'), 0o755);
  for (const archive of ['al2023.tar.br', 'fonts.tar.br']) {
    const input = await unpacked(join(bin, archive));
    const { status } = spawnSync('tar', ['-x', '-C', draft], { input });
    if (status !== 0) throw new Error(`tar could not unpack ${archive}`);
  }
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

async function unpacked(file: string): Promise<Buffer> {
  return brotliDecompressSync(await readFile(file));
}
