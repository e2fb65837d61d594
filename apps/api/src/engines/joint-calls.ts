import type { EngineSession } from '@grabber/contracts/engine/session';
import { listOwners } from '@grabber/database/placements/placement-row';
import type { EngineClient } from '@grabber/engine-client';
import { listSleepers } from './find-engine.ts';
import { engineId, type SeenOne } from './known-engines.ts';
import { noEngine } from './placement-errors.ts';
import type { PoolParts } from './pool-parts.ts';

type Call = Parameters<EngineClient['listSessions']>[0];

/** The sessions of all engines. */
export type KnownSessions = {
  readonly sessions: EngineSession[];
  /** Those of engines that did not answer. */
  readonly unknown: ReadonlySet<string>;
};

export type JointCalls = Pick<EngineClient, 'listSessions' | 'report' | 'ready'> & {
  listKnown(sessionIds: readonly string[], call?: Call): Promise<KnownSessions>;
};

/** The requests to all engines. */
export function jointCalls(parts: PoolParts): JointCalls {
  const { db, engines, rules } = parts;

  async function seen(): Promise<readonly SeenOne[]> {
    await engines.probe(rules.maxSeenMs / 2);
    const found = engines.seen();
    if (found.length === 0) throw noEngine();
    return found;
  }

  async function listKnown(ids: readonly string[], call?: Call): Promise<KnownSessions> {
    const asked = await seen();
    const lists = await Promise.allSettled(asked.map(({ client }) => client.listSessions(call)));
    const first = lists.find((list) => list.status === 'rejected');
    if (lists.every(({ status }) => status === 'rejected')) throw first?.reason;
    const answered = asked.filter((_, index) => lists[index]?.status === 'fulfilled').map(engineId);
    const listed = lists.flatMap((list, index) =>
      list.status === 'rejected'
        ? []
        : list.value.map((session) => ({ session, at: asked[index] && engineId(asked[index]) })),
    );
    const all = [...new Set([...ids, ...listed.map(({ session }) => session.session_id)])];
    const owners = await listOwners(db, all);
    const isOwn = ({ session, at }: (typeof listed)[number]) =>
      (owners.get(session.session_id) ?? at) === at;
    const sessions = listed.filter(isOwn).map(({ session }) => session);
    const sleepers = await listSleepers(parts, { seen: answered });
    const known = new Set([...sessions, ...sleepers].map(({ session_id }) => session_id));
    const away = [...owners].filter(([id, at]) => !known.has(id) && !answered.includes(at));
    return { sessions: [...sessions, ...sleepers], unknown: new Set(away.map(([id]) => id)) };
  }

  return {
    listKnown,
    listSessions: async (call) => (await listKnown([], call)).sessions,
    async report(call) {
      const [first] = await seen();
      if (!first) throw noEngine();
      return first.client.report(call);
    },
    async ready(call) {
      const asked = (await seen()).map(({ client }) => client.ready(call));
      await Promise.any(asked).catch((error: AggregateError) => {
        throw error.errors[0];
      });
    },
  };
}
