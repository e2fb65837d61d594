import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ApiClient, createApiClient } from '@grabber/api-client';
import type { Config } from '../config.ts';
import type { Output } from '../output/output.ts';

/** `npm start` writes it: the address of the API that runs on this DATA_DIR. */
const RUNNING_FILE = 'running.json';

export type GivenAddress = {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  readonly keyFile?: string | undefined;
  readonly dataDir?: string | undefined;
};

export type Api = {
  readonly client: ApiClient;
  readonly url: string;
  readonly key: string;
  /** The file that the key came from. */
  readonly keyFile: string | undefined;
  readonly dataDir: string;
  /** The API runs on this machine. */
  readonly isLocal: boolean;
};

/** What a person must correct before a call is possible. Its message says how. */
export class SetUpError extends Error {}

/**
 * Finds the API and a key: from the options, from the environment, and for an address on this machine from the files of
 * `npm start`. A local key is never sent to another machine. Throws SetUpError.
 */
export function findApi(
  given: GivenAddress,
  config: Config,
  context: { readonly out: Output; readonly language: 'id' | 'en'; readonly signal: AbortSignal },
): Api {
  const { out } = context;
  const dataDir = given.dataDir ? resolve(config.directory, given.dataDir) : config.dataDir;
  const url =
    given.url ??
    config.url ??
    runningUrl(dataDir) ??
    `http://127.0.0.1:${config.port && config.port !== '0' ? config.port : 3000}`;
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new SetUpError(
      out.say({
        en: `"${url}" is not an address of the API. Give one like http://127.0.0.1:3000.`,
        id: `"${url}" bukan alamat API. Tulis misalnya http://127.0.0.1:3000.`,
      }),
    );
  const isLocal = isLoopback(new URL(url).hostname);
  const { key, file } = findKey(given, { ...config, dataDir }, { out, isLocal });
  const { language, signal } = context;
  const client = createApiClient({ url, key, language, signal });
  return { client, url: url.replace(/\/$/, ''), key, keyFile: file, dataDir, isLocal };
}

function findKey(
  given: GivenAddress,
  config: Config,
  { out, isLocal }: { readonly out: Output; readonly isLocal: boolean },
): { key: string; file?: string } {
  if (given.keyFile) return fromFile(resolve(config.directory, given.keyFile), out);
  if (given.key) {
    out.warn(
      out.say({
        en: 'Warning: a key on a command line shows in the list of processes and in the history of the shell. Use --key-file or GRABBER_API_KEY.',
        id: 'Peringatan: key di command line terlihat di daftar proses dan di riwayat shell. Pakai --key-file atau GRABBER_API_KEY.',
      }),
    );
    return { key: given.key };
  }
  if (config.key) return { key: config.key };
  if (config.keyFile) return fromFile(resolve(config.directory, config.keyFile), out);
  if (isLocal) {
    if (config.adminKey) return { key: config.adminKey };
    if (config.adminKeyFile) return fromFile(config.adminKeyFile, out);
    const file = join(config.dataDir, 'secrets', 'admin-api-key');
    const key = textOf(file);
    if (key) return { key, file };
  }
  throw new SetUpError(
    out.say({
      en: `No API key was found. Start the API here with npm start, or give a file with a key: --key-file FILE. npm run keys -- create --name NAME --scopes read,grab,manage makes one.`,
      id: `API key tidak ditemukan. Jalankan API di sini dengan npm start, atau berikan file berisi key: --key-file FILE. Buat key dengan npm run keys -- create --name NAME --scopes read,grab,manage.`,
    }),
  );
}

function fromFile(file: string, out: Output): { key: string; file: string } {
  const key = textOf(file);
  // A key is one word: anything else is another file.
  if (key && /^[\x21-\x7e]+$/.test(key)) return { key, file };
  throw new SetUpError(
    out.say({
      en: `${file} cannot be read, or does not hold a key alone. Correct the path.`,
      id: `${file} tidak dapat dibaca, atau isinya bukan hanya sebuah key. Perbaiki path-nya.`,
    }),
  );
}

function runningUrl(dataDir: string): string | undefined {
  try {
    return (JSON.parse(textOf(join(dataDir, RUNNING_FILE)) ?? '{}') as { url?: string }).url;
  } catch {
    return undefined;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
