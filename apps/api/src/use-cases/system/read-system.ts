import type { SystemEngine, SystemReport } from '@grabber/contracts/api/service/system';
import type { EngineReport, SelfCheck } from '@grabber/contracts/engine/report';
import { listSessions } from '@grabber/database/sessions/sessions';
import { defaultWorkspace } from '@grabber/database/workspaces/workspaces';
import type { Context } from '../../context.ts';
import type { AskedEngine } from '../../health/installation.ts';
import type { Access } from '../access/access.ts';

type Page = EngineReport['pages'][number];
type Needs = Pick<Context, 'db' | 'budget' | 'installation'>;

const UNKNOWN: SelfCheck = { outcome: 'unknown', checked_at: null, missing: [] };

/** What concerns the caller's sessions, and to those who run the installation its own numbers. */
export async function readSystem(context: Needs, access: Access): Promise<SystemReport> {
  const { installation } = context;
  const engines = await installation.engines();
  const pages = new Map(
    engines.flatMap(({ report }) => report?.pages ?? []).map((page) => [page.session_id, page]),
  );
  const isShown = await seesInstallation(context, access);
  return {
    sessions: await sessionsOf(context, access, pages),
    engines: isShown ? engines.map(engineToWire) : null,
    api: isShown ? await installation.api() : null,
  };
}

async function sessionsOf(
  { db, budget }: Needs,
  { workspaceId: workspace_id, sessionIds }: Access,
  pages: ReadonlyMap<string, Page>,
): Promise<SystemReport['sessions']> {
  const rows = await listSessions(db, { workspace_id, ids: sessionIds });
  const left = await budget.leftOf(rows.map(({ id }) => id));
  return rows.map(({ id }) => ({
    session_id: id,
    whatsapp_web_version: pages.get(id)?.whatsapp_web_version ?? null,
    self_check: pages.get(id)?.self_check ?? UNKNOWN,
    budget: left(id),
  }));
}

/**
 * The key of the installation, and admins of `default`: the workspace of the person who runs it, whose console `npm
 * start` opens. Other workspaces are tenants, and how busy the others are is none of their business.
 */
async function seesInstallation(
  { db }: Needs,
  { scopes, workspaceId, sessionIds }: Access,
): Promise<boolean> {
  if (scopes.has('global')) return true;
  if (!scopes.has('admin') || sessionIds !== null) return false;
  return (await defaultWorkspace(db)).id === workspaceId;
}

/** The numbers of an engine without its sessions, which belong to several workspaces. */
function engineToWire(asked: AskedEngine): SystemEngine {
  const place = {
    address: asked.place?.address ?? null,
    draining: asked.place?.draining ?? null,
    heartbeat_at: asked.place?.heartbeatAt?.toISOString() ?? null,
  };
  if (asked.report === null) {
    return { ...place, is_reachable: asked.isReachable, error_code: asked.errorCode, report: null };
  }
  const { pages, ...numbers } = asked.report;
  return {
    ...place,
    is_reachable: true,
    error_code: null,
    report: { ...numbers, whatsapp_web: versionsOf(pages), self_check: together(pages) },
  };
}

function versionsOf(pages: readonly Page[]): { version: string; sessions: number }[] {
  const counts = new Map<string, number>();
  for (const { whatsapp_web_version: version } of pages) {
    if (version !== null) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts]
    .map(([version, sessions]) => ({ version, sessions }))
    .toSorted((a, b) => b.sessions - a.sessions);
}

/** One failed check is a failure. The time is that of the latest. */
function together(pages: readonly Page[]): SelfCheck & { failed_sessions: number } {
  const checks = pages.map(({ self_check }) => self_check);
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  const isPassed = checks.some(({ outcome }) => outcome === 'passed');
  const times = checks.flatMap(({ checked_at }) => checked_at ?? []);
  return {
    outcome: failed.length > 0 ? 'failed' : isPassed ? 'passed' : 'unknown',
    checked_at: times.toSorted().at(-1) ?? null,
    missing: [...new Set(failed.flatMap(({ missing }) => missing))].toSorted(),
    failed_sessions: failed.length,
  };
}
