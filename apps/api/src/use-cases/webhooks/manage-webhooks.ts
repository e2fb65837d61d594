import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type {
  CreateWebhookBody,
  ReplayWebhookBody,
  RotateWebhookBody,
  UpdateWebhookBody,
} from '@grabber/contracts/api/webhook';
import {
  forgetFailures,
  lastEventBefore,
  noteUnsentStreams,
  rewind,
} from '@grabber/database/webhooks/webhook-streams';
import {
  deleteWebhook as deleteRow,
  findWebhook,
  insertWebhook,
  listWebhooks as listRows,
  updateWebhook as updateRow,
  type WebhookRow,
} from '@grabber/database/webhooks/webhooks';
import { withinWorkspaceLimit } from '@grabber/database/workspaces/within-limit';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { newWebhookSecret } from '../../webhooks/signature.ts';
import { eventNumber, isEventId } from '../../webhooks/webhook-message.ts';
import { isWithinSessions, type Visible } from '../access/access.ts';
import { namedSessions } from '../access/named-sessions.ts';
import { resolveWorkspace } from '../access/workspaces.ts';
import { secretPlace } from './deliver.ts';

type Caller = Visible;

const DEFAULT_OVERLAP_SECONDS = 86_400;
const MS_PER_SECOND = 1_000;

/** A webhook with its secret in clear. */
export type WithSecret = { readonly webhook: WebhookRow; readonly secret: string };

/** Throws WORKSPACE_NOT_FOUND, VALIDATION_FAILED and WorkspaceFull. */
export async function createWebhook(
  context: Pick<Context, 'db' | 'clock' | 'cipher' | 'webhooks' | 'workspaceLimits'>,
  access: Caller,
  { workspace, ...choices }: CreateWebhookBody,
): Promise<WithSecret> {
  const { db, clock, cipher, workspaceLimits } = context;
  const url = requireUrl(context, choices.url);
  // A key limited to sessions makes webhooks for these.
  const { session_ids = access.sessionIds && [...access.sessionIds] } = choices;
  requireOwnSessions(access, session_ids);
  const { id: workspace_id } = await resolveWorkspace(context, access, workspace);
  if (choices.session_ids)
    await requireSessions(context, access, workspace_id, choices.session_ids);
  const id = randomUUID();
  const secret = newWebhookSecret();
  const encrypted = cipher.encrypt(secret, secretPlace(id));
  const now = clock();
  const limit = { workspace_id, of: 'webhooks', max: workspaceLimits.webhooks, now } as const;
  const webhook = await withinWorkspaceLimit(db, limit, (bounded) =>
    insertWebhook(bounded, {
      ...choices,
      session_ids,
      id,
      workspace_id,
      url,
      secret: encrypted,
      now,
    }),
  );
  return { webhook, secret };
}

/** The webhooks of a workspace. Throws WORKSPACE_NOT_FOUND. */
export async function listWebhooks(
  context: Pick<Context, 'db'>,
  access: Caller,
  workspace: string | undefined,
): Promise<WebhookRow[]> {
  const { id: workspace_id } = await resolveWorkspace(context, access, workspace);
  return listRows(context.db, { workspace_id, session_ids: access.sessionIds });
}

/** Throws WEBHOOK_NOT_FOUND, also for a webhook of another workspace. */
export async function requireWebhook(
  { db }: Pick<Context, 'db'>,
  access: Caller,
  id: string,
): Promise<WebhookRow> {
  const webhook = await findWebhook(db, scopeOf(access, id));
  return webhook ?? throwNotFound();
}

/** Tries at once what failed before. Throws WEBHOOK_NOT_FOUND and VALIDATION_FAILED. */
export async function updateWebhook(
  context: Pick<Context, 'db' | 'clock' | 'webhooks'>,
  access: Caller,
  id: string,
  changes: UpdateWebhookBody,
): Promise<WebhookRow> {
  const { db, clock } = context;
  const { session_ids } = changes;
  if (session_ids !== undefined) requireOwnSessions(access, session_ids);
  if (session_ids) {
    const { workspace_id } = await requireWebhook(context, access, id);
    await requireSessions(context, access, workspace_id, session_ids);
  }
  const url = changes.url === undefined ? {} : { url: requireUrl(context, changes.url) };
  const changed = await updateRow(db, scopeOf(access, id), { ...changes, ...url, now: clock() });
  if (!changed) return throwNotFound();
  await forgetFailures(db, changed.id);
  await noteUnsentStreams(db, changed.id);
  return changed;
}

/** Throws WEBHOOK_NOT_FOUND. */
export async function deleteWebhook(
  { db }: Pick<Context, 'db'>,
  access: Caller,
  id: string,
): Promise<void> {
  if (!(await deleteRow(db, scopeOf(access, id)))) throwNotFound();
}

/** Both secrets sign until the end of the overlap. Throws WEBHOOK_NOT_FOUND. */
export async function rotateWebhookSecret(
  context: Pick<Context, 'db' | 'clock' | 'cipher'>,
  access: Caller,
  id: string,
  { overlap_seconds = DEFAULT_OVERLAP_SECONDS }: RotateWebhookBody,
): Promise<WithSecret> {
  const { db, clock, cipher } = context;
  const { secret: previous_secret, ...row } = await requireWebhook(context, access, id);
  const now = clock();
  const secret = newWebhookSecret();
  const webhook = await updateRow(db, scopeOf(access, row.id), {
    secret: cipher.encrypt(secret, secretPlace(row.id)),
    previous_secret,
    previous_secret_until: new Date(now.getTime() + overlap_seconds * MS_PER_SECOND),
    now,
  });
  return { webhook: webhook ?? throwNotFound(), secret };
}

/**
 * Sends everything since an event or a time again. Answers the number of the event after which it begins. Throws
 * WEBHOOK_NOT_FOUND and VALIDATION_FAILED.
 */
export async function replayWebhook(
  context: Pick<Context, 'db'>,
  access: Caller,
  id: string,
  body: ReplayWebhookBody,
): Promise<{ id: string; after: number }> {
  const webhook = await requireWebhook(context, access, id);
  const after = await replayStart(context, webhook, body);
  await rewind(context.db, { webhook_id: webhook.id, after });
  await noteUnsentStreams(context.db, webhook.id);
  return { id: webhook.id, after };
}

/** The contract lets exactly one of both through. */
async function replayStart(
  { db }: Pick<Context, 'db'>,
  webhook: WebhookRow,
  { after, since = '' }: ReplayWebhookBody,
): Promise<number> {
  if (after !== undefined) return eventNumber(after);
  if (isEventId(since)) return Math.max(0, eventNumber(since) - 1);
  const time = new Date(since);
  if (Number.isNaN(time.getTime())) throw invalid('since', 'must be a time that exists');
  return lastEventBefore(db, webhook, time);
}

function scopeOf({ workspaceId, sessionIds }: Caller, id: string) {
  return { id, workspace_id: workspaceId, session_ids: sessionIds };
}

const OTHER_SESSION = {
  en: "must be one of the sessions of the caller's key",
  id: 'harus salah satu session yang diizinkan untuk key pemanggil',
};

/** A webhook must not get more than its maker may see. Throws VALIDATION_FAILED. */
function requireOwnSessions(access: Caller, ids: readonly string[] | null): void {
  if (access.sessionIds === null) return;
  const paths =
    ids === null
      ? ['body.session_ids']
      : ids.flatMap((id, index) =>
          isWithinSessions(access, id) ? [] : [`body.session_ids.${index}`],
        );
  if (paths.length === 0) return;
  const details = paths.map((path) => ({ path, message: OTHER_SESSION }));
  throw new ServiceError('VALIDATION_FAILED', 'The webhook has other sessions.', { details });
}

/** A webhook for a session that does not exist would never be called. Throws VALIDATION_FAILED. */
async function requireSessions(
  context: Pick<Context, 'db'>,
  access: Caller,
  workspaceId: string,
  ids: readonly string[],
): Promise<void> {
  await namedSessions(context, { access, workspaceId, names: ids, path: 'session_ids' });
}

function throwNotFound(): never {
  throw new ServiceError('WEBHOOK_NOT_FOUND', 'There is no such webhook.');
}

/** A name is checked when it is resolved, for each request; a literal address can be refused at once. */
function requireUrl({ webhooks }: Pick<Context, 'webhooks'>, text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash) {
    throw invalid('url', 'must be an http or https address without a user, a password and a #');
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !webhooks.policy.forUrl(url).isAllowed(host)) {
    throw invalid(
      'url',
      'must not be a private or reserved address that the operator has not allowed',
    );
  }
  return url.href;
}

function invalid(name: string, message: string): ServiceError {
  const details = [{ path: `body.${name}`, message }];
  return new ServiceError('VALIDATION_FAILED', `The ${name} is not valid.`, { details });
}
