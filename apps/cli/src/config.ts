import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the environment says. An empty variable counts as unset. */
export type Config = {
  /** Of the locale: Indonesian for `id…`, else English. */
  readonly language: 'id' | 'en';
  readonly url: string | undefined;
  readonly key: string | undefined;
  readonly keyFile: string | undefined;
  /** The admin key of an installation on this machine. */
  readonly adminKey: string | undefined;
  readonly adminKeyFile: string | undefined;
  readonly port: string | undefined;
  readonly dataDir: string;
  readonly retentionDays: string | undefined;
  /** Paths on the command line are relative to it: npm starts its scripts in the repository. */
  readonly directory: string;
};

export function readConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const value = (name: string) => env[name]?.trim() || undefined;
  const locale = value('LC_ALL') ?? value('LC_MESSAGES') ?? value('LANG') ?? '';
  const directory = (value('npm_lifecycle_event') && value('INIT_CWD')) || process.cwd();
  return {
    language: /^id(?:_|\.|$)/i.test(locale) ? 'id' : 'en',
    url: value('GRABBER_URL'),
    key: value('GRABBER_API_KEY'),
    keyFile: value('GRABBER_API_KEY_FILE'),
    adminKey: value('ADMIN_API_KEY'),
    adminKeyFile: value('ADMIN_API_KEY_FILE'),
    port: value('PORT'),
    dataDir: resolve(ROOT, value('DATA_DIR') ?? '.data'),
    retentionDays: value('CONTACT_RETENTION_DAYS'),
    directory,
  };
}
