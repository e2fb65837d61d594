import type { Simulator } from '@grabber/whatsapp-simulator';
import { expect } from 'vitest';
import {
  GROUP_METADATA_MEMBERS,
  USED_MEMBERS,
  type UsedMember,
} from '../../src/whatsapp/reader/page/modules.ts';
import { poll } from '../support/poll.ts';
import type { TestEngine } from '../support/test-engine.ts';

/** An engine with the connected session `one` of the account. */
export type SelfCheckStage = {
  readonly engine: TestEngine;
  readonly simulator: Simulator;
  readonly accountId: string;
};

/** Without it the page has no state, so that no session connects. */
export const VITAL_TO_CONNECT = 'WAWebSocketModel';
const READS = [
  ['groups', 'groups'],
  ['contacts', 'contacts'],
  ['all', 'all-contacts'],
] as const;

/** A list that is read, and not complete, without them: signals of the sync, and members after a lost line. */
const NEEDED_BY: Readonly<Record<string, 'groups' | 'contacts'>> = {
  WAWebSyncdCollectionsStateMachine: 'contacts',
  WAWebGetCollectionVersion: 'contacts',
  WAWebUserPrefsHistorySync: 'contacts',
  WAWebSyncBootstrap: 'groups',
  WAWebSchemaParticipant: 'groups',
};

type MissingMember = {
  readonly name: string;
  /** The reads that fail without it. */
  readonly blocks: readonly string[];
  /** The list that is read, and not complete. */
  readonly incomplete: 'groups' | 'contacts' | undefined;
  readonly fault: {
    readonly type: 'module_missing';
    readonly module: string;
    readonly member: string;
  };
};

/** Each member that a read uses. */
export const MISSING_MEMBERS: readonly MissingMember[] = [
  ...USED_MEMBERS,
  ...GROUP_METADATA_MEMBERS.map(
    (member): UsedMember => [[], 'WAWebCollections', 'WAWebGroupMetadataCollection', member],
  ),
]
  .filter(([, module]) => module !== VITAL_TO_CONNECT)
  .map(([blocks, module, ...path]) => ({
    name: [module, ...path].join('.'),
    blocks,
    incomplete: NEEDED_BY[module],
    fault: { type: 'module_missing', module, member: path.join('.') },
  }));

/** The first member of each kind of effect on the reads. */
export function oneOfEachKind(members: readonly MissingMember[]): MissingMember[] {
  const kinds = Map.groupBy(members, ({ blocks, incomplete }) => `${blocks} ${incomplete}`);
  return [...kinds.values()].flatMap(([first]) => first ?? []);
}

/** The self-check runs whenever the page connects. */
export async function connectAgain({ engine, simulator, accountId }: SelfCheckStage) {
  const { status_changed_at: before } = await engine.session('one');
  // Long enough that the engine's next look at the page sees it, also on a busy machine.
  await simulator.control.injectFault(accountId, { type: 'line_lost', duration_ms: 1_500 });
  return poll(
    () => engine.session('one'),
    ({ status, status_changed_at }) => status === 'connected' && status_changed_at !== before,
  );
}

export async function changesInMetrics({ engine }: SelfCheckStage): Promise<string[]> {
  const { text } = await engine.call('GET', '/metrics');
  return text.split('\n').filter((line) => line.startsWith('grabber_engine_whatsapp_web_changed{'));
}

export const inMetrics = (member: string) =>
  `grabber_engine_whatsapp_web_changed{code="WHATSAPP_WEB_CHANGED",member="${member}"} 1`;

/** Hides the member from the page: status and metrics name it, and only the reads that need it fail. */
export async function expectNamed(stage: SelfCheckStage, missing: MissingMember): Promise<void> {
  const { engine, simulator, accountId } = stage;
  const { name, blocks, incomplete, fault } = missing;
  // The member of the case before is back: only this one is named.
  await simulator.control.clearFaults(accountId);
  await simulator.control.injectFault(accountId, fault);
  const { last_error } = await connectAgain(stage);
  expect(last_error?.code).toBe('WHATSAPP_WEB_CHANGED');
  expect(last_error?.message).toContain(`missing: ${name}.`);
  expect(await changesInMetrics(stage)).toEqual([inMetrics(name)]);
  for (const [kind, path] of READS) {
    const isBlocked = kind === 'all' ? blocks.length > 0 : blocks.includes(kind);
    const isComplete = !incomplete || (kind !== 'all' && kind !== incomplete);
    const expected = isBlocked
      ? { status: 502, body: { code: 'WHATSAPP_WEB_CHANGED' } }
      : { status: 200, body: { complete: isComplete } };
    expect(await engine.call('GET', `/sessions/one/${path}`), kind).toMatchObject(expected);
  }
}
