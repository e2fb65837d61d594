// Encrypts what the database stores again with the current ENCRYPTION_KEY; `npm run secrets -- --encrypt-again`.
import { type EncryptAgain, encryptTextsAgain } from '@grabber/database/connection/encrypted-texts';
import { DecryptionError, type TextCipher } from '@grabber/service-kit/text-cipher';
import { loadConfig } from '../config.ts';
import { openCipher } from '../installation-secrets.ts';
import { proxyPlace } from '../mappers/stored-proxy.ts';
import { openStore } from '../open-store.ts';
import { secretPlace } from '../use-cases/webhooks/deliver.ts';

const PLACES = { session_proxy: proxyPlace, webhook_secret: secretPlace };

function encryptAgain(cipher: TextCipher): EncryptAgain {
  return (text, { place, id }) => {
    if (cipher.isCurrent(text)) return text;
    const where = PLACES[place](id);
    try {
      return cipher.encrypt(cipher.decrypt(text, where), where);
    } catch (error) {
      if (error instanceof DecryptionError) return null;
      throw error;
    }
  };
}

async function run(): Promise<number> {
  const config = loadConfig();
  await using opened = new AsyncDisposableStack();
  const db = await openStore(config, opened);
  const cipher = await openCipher(config, db);
  const { changed, unreadable } = await encryptTextsAgain(db, encryptAgain(cipher));
  process.stdout.write(`Encrypted again: ${changed}. No key reads: ${unreadable}.\n`);
  return unreadable === 0 ? 0 : 1;
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
