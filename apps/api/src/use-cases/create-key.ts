import { randomBytes } from 'node:crypto';
import { defaultWorkspace, findWorkspaceByName } from '@grabber/database/default-workspace';
import { insertApiKey } from '@grabber/database/insert-api-key';
import type { WorkspaceRow } from '@grabber/database/workspace-row';
import type { Scope } from '../access.ts';
import type { Context } from '../context.ts';
import { hashKey } from './find-access.ts';

const PREFIX_BYTES = 4;
const SECRET_BYTES = 32;

/** Makes an API key, `wcg_<prefix>_<random>`. It is answered once: only its hash is stored. */
export async function createKey(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  input: { name: string; scopes: readonly Scope[]; workspace?: string | undefined },
): Promise<{ key: string; prefix: string; workspace: string }> {
  const workspace = await workspaceOf(db, input.workspace);
  const prefix = `wcg_${randomBytes(PREFIX_BYTES).toString('hex')}`;
  const key = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  await insertApiKey(db, {
    workspace_id: workspace.id,
    name: input.name,
    prefix,
    key_hash: hashKey(key),
    scopes: [...input.scopes],
    expires_at: null,
    now: clock(),
  });
  return { key, prefix, workspace: workspace.name };
}

async function workspaceOf(db: Context['db'], name: string | undefined): Promise<WorkspaceRow> {
  if (name === undefined) return defaultWorkspace(db);
  const workspace = await findWorkspaceByName(db, name);
  if (!workspace) throw new Error(`There is no workspace "${name}".`);
  return workspace;
}
