import type { ConsoleSession, SignInLink } from '@grabber/contracts/api/console';
import { findApiKey } from '@grabber/database/api-keys/api-keys';
import {
  type ConsoleSessionRow,
  deleteConsoleSession,
  deleteConsoleSessions,
} from '@grabber/database/console/console-sessions';
import { insertSignInLink } from '@grabber/database/console/sign-in-links';
import { defaultWorkspace, findWorkspace } from '@grabber/database/workspaces/workspaces';
import type { Context } from '../../context.ts';
import { type Access, keyWithRow, SCOPES } from '../access/access.ts';
import { hashKey } from '../access/create-key.ts';
import { newToken } from './sign-in.ts';

const SHOWN_SCOPES = [...SCOPES, 'global'] as const;
const LINK_LIFETIME_MS = 10 * 60_000;

/** Who the caller is. `session`: the one of its cookie, if it has one. */
export async function describeCaller(
  { db }: Pick<Context, 'db'>,
  access: Access,
  session: ConsoleSessionRow | null,
): Promise<ConsoleSession> {
  const { workspaceId: workspace_id } = access;
  const id = keyWithRow(access);
  const workspace = workspace_id === null ? null : await findWorkspace(db, workspace_id);
  const key = id === null ? null : await findApiKey(db, { id, workspace_id });
  return {
    workspace: workspace && { workspace_id: workspace.id, name: workspace.name },
    key: key && { key_id: key.id, name: key.name, prefix: key.prefix },
    scopes: SHOWN_SCOPES.filter((scope) => access.scopes.has(scope)),
    session_ids: access.sessionIds && [...access.sessionIds],
    expires_at: (session?.expires_at ?? access.expiresAt)?.toISOString() ?? null,
  };
}

/** Ends the session of a cookie. Answers how many sessions ended. */
export async function signOut(
  { db }: Pick<Context, 'db'>,
  session: ConsoleSessionRow | null,
): Promise<number> {
  if (session === null) return 0;
  await deleteConsoleSession(db, session.id);
  return 1;
}

/**
 * Ends the sessions that were made with the caller's key, with any admin key, or with the links of its workspace.
 * Answers how many.
 */
export async function signOutEverywhere(
  { db }: Pick<Context, 'db'>,
  access: Access,
): Promise<number> {
  const { workspaceId: workspace_id } = access;
  const key_id = keyWithRow(access);
  if (workspace_id === null) return deleteConsoleSessions(db, { admin_key_hash: Buffer.alloc(0) });
  return deleteConsoleSessions(
    db,
    key_id === null ? { workspace_id, scopes: [] } : { key_id, workspace_id },
  );
}

/**
 * Makes a link to `address` that signs one browser in to the workspace `default`. Its token is in the fragment, which
 * browsers keep to themselves.
 */
export async function createSignInLink(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  address: string,
): Promise<SignInLink> {
  const now = clock();
  const expires_at = new Date(now.getTime() + LINK_LIFETIME_MS);
  const { id: workspace_id } = await defaultWorkspace(db);
  const token = newToken();
  await insertSignInLink(db, { token_hash: hashKey(token), workspace_id, now, expires_at });
  return { url: `${address}/#sign-in=${token}`, expires_at: expires_at.toISOString() };
}
