// Encrypts the stored profiles again with the current PROFILE_KEY; `npm run secrets -- --encrypt-again`.
import { mkdir } from 'node:fs/promises';
import { openDataDirectory } from '@grabber/service-kit/data-directory';
import { encryptBundlesAgain } from '../bundles/encrypt-again.ts';
import { loadBundleKeys } from '../bundles/store-variables.ts';
import { loadConfig } from '../config.ts';

async function run(): Promise<number> {
  const { dataDir: wanted, profileStore } = loadConfig();
  if (profileStore.openStore === null) return 0;
  const { path: dataDir } = await openDataDirectory(wanted);
  const { keys } = await loadBundleKeys(dataDir, profileStore);
  const directory = `${dataDir}/engine`;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const store = profileStore.openStore();
  const { changed, unreadable } = await encryptBundlesAgain(store, keys, directory);
  process.stdout.write(
    `Profiles encrypted again: ${changed}. No key reads, or damaged: ${unreadable}.\n`,
  );
  return unreadable === 0 ? 0 : 1;
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
