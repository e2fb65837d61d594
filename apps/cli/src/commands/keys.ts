import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Schema } from '@grabber/api-client';
import {
  type Actions,
  type Command,
  type CommandContext,
  EXIT,
  type Input,
  runAction,
  UsageError,
} from '../command.ts';
import { dataOf } from '../connection/answers.ts';
import { numberOf, textOf, wordOf } from '../options.ts';

type Scope = Schema<'ApiKey'>['scopes'][number];

const SCOPES: readonly Scope[] = ['read', 'grab', 'manage', 'admin'];
const KEY_ID = { en: 'The id of the key', id: 'Id key' };
const text = { type: 'string' } as const;

const ACTIONS: Actions = {
  async list({ api, out }) {
    const { keys: found } = await dataOf(api().client.GET('/api/keys'));
    out.value({ keys: found });
    out.table(
      ['ID', out.say({ en: 'NAME', id: 'NAMA' }), 'KEY', 'SCOPES', 'STATE'],
      found.map((key) => [
        key.key_id,
        key.name,
        `${key.prefix}…`,
        key.scopes.join(','),
        stateOf(key),
      ]),
    );
    return EXIT.ok;
  },
  async create(context, input) {
    const { api, out } = context;
    const name = textOf(input, 'name');
    const scopes = textOf(input, 'scopes')?.split(',') ?? [];
    const unknown = scopes.filter((scope) => !SCOPES.some((known) => known === scope));
    if (!name || scopes.length === 0 || unknown.length > 0)
      throw new UsageError(
        out.say({
          en: `Write --name NAME and --scopes with some of ${SCOPES.join(',')}.`,
          id: `Tulis --name NAMA dan --scopes berisi sebagian dari ${SCOPES.join(',')}.`,
        }),
      );
    const expires_at = textOf(input, 'expires-at');
    const workspace = textOf(input, 'workspace');
    const allowed = textOf(input, 'allowed-addresses')?.split(',');
    const body = {
      name,
      scopes: scopes as Scope[],
      ...(expires_at && { expires_at }),
      ...(workspace && { workspace }),
      ...(allowed && { allowed_addresses: allowed }),
    };
    return hand(context, input, await dataOf(api().client.POST('/api/keys', { body })));
  },
  async rotate(context, input) {
    const { api, out } = context;
    const keyId = wordOf(input, 1, KEY_ID, out.say);
    const seconds = numberOf(input, 'overlap-seconds', { min: 0, max: 2_592_000 }, out.say);
    const body = seconds === undefined ? {} : { overlap_seconds: seconds };
    const params = { path: { keyId } };
    const call = api().client.POST('/api/keys/{keyId}/rotate', { params, body });
    return hand(context, input, await dataOf(call));
  },
  async revoke({ api, out }, input) {
    const params = { path: { keyId: wordOf(input, 1, KEY_ID, out.say) } };
    const revoked = await dataOf(api().client.DELETE('/api/keys/{keyId}', { params }));
    out.value(revoked);
    out.line(`${revoked.prefix}…  ${stateOf(revoked)}`);
    return EXIT.ok;
  },
};

function stateOf(key: Schema<'ApiKey'>): string {
  if (key.revoked_at !== null) return `revoked ${key.revoked_at}`;
  return key.expires_at === null ? 'valid' : `until ${key.expires_at}`;
}

/** The new key is shown once, or goes into a new file that only this user can read. */
async function hand(
  { out, config }: CommandContext,
  input: Input,
  created: Schema<'CreatedApiKey'>,
): Promise<number> {
  const file = textOf(input, 'out');
  if (file === undefined) {
    out.value(created);
    out.note(
      out.say({ en: 'Shown only once. Save it.', id: 'Hanya ditampilkan sekali. Simpanlah.' }),
    );
    out.line(created.key);
    return EXIT.ok;
  }
  const path = resolve(config.directory, file);
  await writeFile(path, `${created.key}\n`, { mode: 0o600, flag: 'wx' });
  const { key: _, ...shown } = created;
  out.value({ ...shown, file: path });
  out.line(path);
  return EXIT.ok;
}

export const keys: Command = {
  summary: { en: 'list, create, rotate and revoke API keys', id: 'mengelola API key' },
  usage: '[list] | create --name NAME --scopes SCOPES | rotate KEY_ID | revoke KEY_ID',
  help: {
    en: `Needs a key with the scope admin. create and rotate show the new key once, as the last line.

  --out FILE                 write the new key into a new file (mode 0600) and do not show it
  --scopes ${SCOPES.join(',')}
  --workspace NAME  --expires-at ISO-TIME  --allowed-addresses 203.0.113.7,10.0.0.0/8
  --overlap-seconds N        rotate: how long the old key stays valid (default a day)`,
    id: `Memerlukan key dengan scope admin. create dan rotate menampilkan key baru satu kali, di baris terakhir.

  --out FILE                 tulis key baru ke file baru (mode 0600) tanpa menampilkannya
  --scopes ${SCOPES.join(',')}
  --workspace NAMA  --expires-at WAKTU-ISO  --allowed-addresses 203.0.113.7,10.0.0.0/8
  --overlap-seconds N        rotate: berapa lama key lama masih berlaku (default satu hari)`,
  },
  options: {
    ...{ name: text, scopes: text, workspace: text, 'expires-at': text, out: text },
    ...{ 'allowed-addresses': text, 'overlap-seconds': text },
  },
  maxPositionals: 2,
  run: (context, input) => runAction(ACTIONS, context, input),
};
