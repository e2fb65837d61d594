// Makes an API key: `node apps/api/src/commands/create-key.ts --name NAME --scopes read,grab,manage`.
import { parseArgs } from 'node:util';
import { listApiKeys } from '@grabber/database/list-api-keys';
import { createLogger } from '@grabber/service-kit/logger';
import { SCOPES, type Scope } from '../access.ts';
import { loadConfig } from '../config.ts';
import { openStore } from '../dependencies.ts';
import { createKey } from '../use-cases/create-key.ts';

const USAGE = `Usage: create-key --name NAME --scopes ${SCOPES.join(',')} [--workspace NAME] [--only-first]

Prints the key once, as the last line. --only-first prints an empty line where a key exists already.`;

function parseOptions() {
  const { values } = parseArgs({
    options: {
      name: { type: 'string' },
      scopes: { type: 'string' },
      workspace: { type: 'string' },
      'only-first': { type: 'boolean', default: false },
    },
  });
  const { name, scopes, workspace } = values;
  if (!name?.trim() || !scopes) throw new Error(USAGE);
  return {
    name: name.trim(),
    scopes: parseScopes(scopes),
    workspace,
    onlyFirst: values['only-first'],
  };
}

function parseScopes(text: string): Scope[] {
  return text.split(',').map((part) => {
    const scope = SCOPES.find((known) => known === part.trim());
    if (!scope) throw new Error(`There is no scope "${part}": choose from ${SCOPES.join(', ')}.`);
    return scope;
  });
}

async function run(): Promise<string> {
  const { onlyFirst, ...input } = parseOptions();
  const config = loadConfig();
  const logger = createLogger({ service: 'create-key', level: 'silent' });
  await using opened = new AsyncDisposableStack();
  const db = await openStore(config, logger, opened);
  if (onlyFirst && (await listApiKeys(db, { workspace_id: null })).length > 0) return '';
  const { key } = await createKey({ db, clock: () => new Date() }, input);
  return key;
}

try {
  process.stdout.write(`${await run()}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
