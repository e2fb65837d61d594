import { randomBytes } from 'node:crypto';
import type { SignInBody } from '@grabber/contracts/api/console';
import {
  deleteSessionOfCookie,
  insertConsoleSession,
  type SessionMaker,
} from '@grabber/database/console/console-sessions';
import { useSignInLink } from '@grabber/database/console/sign-in-links';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { type Access, allows, requireAddress, SCOPES, type SettingKeys } from '../access/access.ts';
import { hashKey } from '../access/create-key.ts';
import { findAccess, type LookUps, unauthorized } from '../access/find-access.ts';
import { accessOfLink, adminKeyHash, type SignedIn } from './find-session-access.ts';

const DAY_MS = 86_400_000;
const SESSION_LIFETIME_MS = 7 * DAY_MS;
/** Of one key, or of all links of a workspace. */
const MAX_SESSIONS = 50;
const TOKEN_BYTES = 32;

type Needs = Pick<Context, 'db' | 'clock' | 'keyUses' | 'cipher'>;

type Browser = {
  readonly keys: SettingKeys;
  readonly address: string;
  readonly lookUps: LookUps;
  /** The cookie that it has from before. */
  readonly cookie: string | undefined;
  /** May throw: then it is not signed in. */
  admit(access: Access): Promise<void>;
};

/**
 * Makes a session of the console, whose cookie is `token`, in the place of the browser's earlier one. Throws
 * UNAUTHORIZED, ADDRESS_NOT_ALLOWED, SIGN_IN_LINK_INVALID and what `admit` throws.
 */
export async function signIn(
  context: Needs,
  { key, token: link }: SignInBody,
  browser: Browser,
): Promise<SignedIn & { readonly token: string }> {
  const { access, maker } =
    link === undefined
      ? await withKey(context, key, browser)
      : await withLink(context, link, browser.lookUps);
  await browser.admit(access);
  if (browser.cookie !== undefined)
    await deleteSessionOfCookie(context.db, hashKey(browser.cookie));
  const now = context.clock();
  const longest = new Date(now.getTime() + SESSION_LIFETIME_MS);
  const { expiresAt } = access;
  const token = newToken();
  const session = await insertConsoleSession(context.db, {
    token_hash: hashKey(token),
    maker,
    now,
    expires_at: expiresAt !== null && expiresAt < longest ? expiresAt : longest,
    max: MAX_SESSIONS,
  });
  return { access, session, token };
}

/** Random, and free of what a cookie or an address would have to escape. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

type Made = { readonly access: Access; readonly maker: SessionMaker };

async function withKey(
  context: Needs,
  key: string | undefined,
  { keys, address, lookUps }: Browser,
): Promise<Made> {
  const access = await findAccess(context, key?.trim(), keys, lookUps);
  requireAddress(access, address);
  // METRICS_KEY has nothing to see here.
  if (!allows(access, 'any')) throw unauthorized();
  const { workspaceId: workspace_id, keyId: key_id } = access;
  if (workspace_id !== null) return { access, maker: { key_id, workspace_id } };
  return { access, maker: { admin_key_hash: adminKeyHash(context.cipher, key?.trim() ?? '') } };
}

async function withLink({ db, clock }: Needs, token: string, lookUps: LookUps): Promise<Made> {
  const token_hash = hashKey(token);
  lookUps.before?.(token_hash);
  const workspace_id = await useSignInLink(db, { token_hash, now: clock() });
  if (workspace_id === null)
    throw new ServiceError('SIGN_IN_LINK_INVALID', 'The link was used before or has expired.');
  const scopes = [...SCOPES];
  return { access: accessOfLink({ workspace_id, scopes }), maker: { workspace_id, scopes } };
}
