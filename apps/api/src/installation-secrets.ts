import { join } from 'node:path';
import {
  checkEncryptionKey,
  checkExclusionKey,
  ForeignEncryptionKey,
  ForeignExclusionKey,
} from '@grabber/database/connection/key-checks';
import type { Database } from '@grabber/database/connection/open-database';
import { createExclusionKey, type ExclusionKey } from '@grabber/database/privacy/exclusion-hash';
import { claimExclusions } from '@grabber/database/privacy/exclusions';
import { ConfigError } from '@grabber/service-kit/environment';
import { loadOrCreateSecret, loadRotatingSecret } from '@grabber/service-kit/secret-file';
import { createTextCipher, type TextCipher } from '@grabber/service-kit/text-cipher';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

export async function loadAdminKeys(config: Config, logger: Logger): Promise<readonly string[]> {
  const { dataDir, adminApiKey: current, previousAdminKeys: previous } = config;
  const name = 'admin-api-key';
  const key = await loadRotatingSecret({ dataDir, name, current, previous });
  if (key.created) logger.info({ file: join(dataDir, 'secrets', name) }, 'Admin key generated');
  return [key.current, ...key.previous];
}

/** Rejects with ConfigError when another key encrypts in the database: this process could not read that. */
export async function openCipher(config: Config, db: Database): Promise<TextCipher> {
  const { dataDir, encryptionKey: current, previousEncryptionKeys: previous } = config;
  const name = 'encryption-key';
  const cipher = createTextCipher(await loadRotatingSecret({ dataDir, name, current, previous }));
  await refuseForeign(() => checkEncryptionKey(db, cipher.keyIds));
  return cipher;
}

/** Rejects with ConfigError when the exclusions of the database are of another key: no grab would recognise them. */
export async function openExclusionKey(config: Config, db: Database): Promise<ExclusionKey> {
  const { dataDir, exclusionSecret } = config;
  const secret =
    exclusionSecret ?? (await loadOrCreateSecret({ dataDir, name: 'exclusion-key' })).secret;
  const key = createExclusionKey(secret);
  await refuseForeign(async () => {
    await checkExclusionKey(db, key.id);
    await claimExclusions(db, key);
  });
  return key;
}

/** A key that is not the one of the database is a wrong setting. */
async function refuseForeign(check: () => Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    if (error instanceof ForeignEncryptionKey || error instanceof ForeignExclusionKey)
      throw new ConfigError([error.message]);
    throw error;
  }
}
