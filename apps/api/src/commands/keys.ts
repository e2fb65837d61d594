// Creates, lists, replaces and revokes API keys in DATABASE_URL; `npm run keys` also finds or starts a database.
import { parseArgs } from 'node:util';
import type { Scope } from '@grabber/contracts/api/access/key';
import { listApiKeys } from '@grabber/database/api-keys/api-keys';
import type { Database } from '@grabber/database/connection/open-database';
import { isServiceError, localDetail } from '@grabber/service-kit/service-error';
import { loadConfig } from '../config.ts';
import { openStore } from '../open-store.ts';
import { COMMAND_ACCESS, SCOPES } from '../use-cases/access/access.ts';
import { issueKey, listKeys, revokeKey } from '../use-cases/access/manage-keys.ts';
import { rotateKey } from '../use-cases/access/rotate-key.ts';
import { resolveWorkspace } from '../use-cases/access/workspaces.ts';
import { keyTable } from './key-table.ts';

const USAGE = `Usage:
  keys create --name NAME --scopes ${SCOPES.join(',')} [--workspace NAME] [--expires-at ISO-TIME]
              [--allowed-addresses 203.0.113.7,10.0.0.0/8] [--sessions ID,ID] [--only-first]
  keys list   [--workspace NAME]
  keys rotate --id KEY_ID [--overlap-seconds SECONDS]
  keys revoke --id KEY_ID

create and rotate print the new key once, as the last line. With --only-first it prints an empty line if a key exists.`;

type Option =
  | ('name' | 'scopes' | 'workspace' | 'expires-at' | 'allowed-addresses' | 'sessions')
  | ('id' | 'overlap-seconds');
type Options = Readonly<Record<Option, string>>;
type Command = (db: Database, options: Partial<Options>, onlyFirst: boolean) => Promise<string>;

const clock = () => new Date();

const COMMANDS: Readonly<Record<string, Command>> = {
  async create(db, options, onlyFirst) {
    const { name, scopes, workspace } = options;
    if (!name?.trim() || !scopes) throw new Error(USAGE);
    const allowed_addresses = listOf(options['allowed-addresses']);
    const sessions = listOf(options.sessions);
    const expires_at = options['expires-at'];
    const input = {
      name,
      scopes: parseScopes(scopes),
      ...(workspace && { workspace }),
      ...(expires_at && { expires_at }),
      ...(allowed_addresses && { allowed_addresses }),
      ...(sessions && { sessions }),
    };
    if (onlyFirst && (await listApiKeys(db, { workspace_id: null })).length > 0) return '';
    const { key } = await issueKey({ db, clock }, COMMAND_ACCESS, input);
    return key;
  },
  async list(db, { workspace }) {
    const access =
      workspace === undefined
        ? COMMAND_ACCESS
        : {
            ...COMMAND_ACCESS,
            workspaceId: (await resolveWorkspace({ db }, COMMAND_ACCESS, workspace)).id,
          };
    return keyTable(await listKeys({ db }, access));
  },
  async rotate(db, { id, 'overlap-seconds': overlap }) {
    if (!id || (overlap !== undefined && !/^\d{1,7}$/.test(overlap))) throw new Error(USAGE);
    const body = overlap === undefined ? {} : { overlap_seconds: Number(overlap) };
    return (await rotateKey({ db, clock }, COMMAND_ACCESS, id, body)).key;
  },
  async revoke(db, { id }) {
    if (!id) throw new Error(USAGE);
    const { name, prefix } = await revokeKey({ db, clock }, COMMAND_ACCESS, id);
    return `Revoked: ${prefix}… (${name})`;
  },
};

function listOf(text: string | undefined): string[] | undefined {
  return text?.split(',').map((part) => part.trim());
}

function parseScopes(text: string): Scope[] {
  const scopes = text.split(',').map((part) => {
    const scope = SCOPES.find((known) => known === part.trim());
    if (!scope) throw new Error(`Unknown scope "${part}". Choose from ${SCOPES.join(', ')}.`);
    return scope;
  });
  return [...new Set(scopes)];
}

async function run(): Promise<string> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: text,
      scopes: text,
      workspace: text,
      'expires-at': text,
      'allowed-addresses': text,
      sessions: text,
      id: text,
      'overlap-seconds': text,
      'only-first': { type: 'boolean', default: false },
    },
  });
  const command = positionals.length === 1 && COMMANDS[positionals[0] ?? ''];
  if (!command) throw new Error(USAGE);
  const { 'only-first': onlyFirst, ...options } = values;
  await using opened = new AsyncDisposableStack();
  // Awaited here, because the store closes when this function returns.
  return await command(await openStore(loadConfig(), opened), options, onlyFirst);
}

function explain(error: unknown): string {
  const details = isServiceError(error) ? (error.details ?? []) : [];
  const reasons = details
    .map((detail) => localDetail(detail, 'en'))
    .map(({ path, message }) => ` ${path.replace('body.', '')} ${message}.`);
  return `${(error as Error).message}${reasons.join('')}`;
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
