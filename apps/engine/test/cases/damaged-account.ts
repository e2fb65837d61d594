import type { ReadDocument } from '@grabber/contracts/engine/reading';
import { startSimulator } from '@grabber/whatsapp-simulator';
import { expect } from 'vitest';
import { pair } from '../support/pairing.ts';
import { startEngine, temporaryDataDir } from '../support/test-engine.ts';

const CONTACT_SHARE = 0.01;
const GROUP_SHARE = 0.03;
const LOADED_SHARE = 0.8;

/**
 * Reads an account of which 1 % of the contacts throw, and of 3 % of the groups a third each throws,
 * has a metadata query that hangs, and one that is refused. All the rest must be there, exactly.
 */
export async function readDamagedAccount(size: { contacts: number; groups: number }) {
  const simulator = await startSimulator();
  const dataDir = await temporaryDataDir();
  const env = { ENGINE_GROUP_QUERY_TIMEOUT_MS: '1000' };
  const engine = await startEngine({ simulator, dataDir: dataDir.path, env });
  const { control } = simulator;
  try {
    const spec = { ...size, seed: 1_700, participants: 8, metadata_loaded_share: LOADED_SHARE };
    const { account_id } = await control.createAccount({ ...spec, odd_names: true });
    const unloaded = await unloadedGroups();
    const truth = await control.truth(account_id);
    const loaded = truth.groups.filter(({ contact_id }) => !unloaded.includes(contact_id));
    const third = Math.max(1, Math.round((size.groups * GROUP_SHARE) / 3));
    const throwing = loaded.slice(0, third).map(({ contact_id }) => contact_id);
    const silent = unloaded.slice(0, third);
    const refused = unloaded.slice(third, 2 * third);
    const contacts = truth.contacts
      .slice(0, Math.round(size.contacts * CONTACT_SHARE))
      .map(({ contact_id }) => contact_id);
    for (const contact_id of contacts) {
      await control.injectFault(account_id, { type: 'contact_throws', contact_id });
    }
    for (const group_id of throwing) {
      await control.injectFault(account_id, { type: 'group_throws', group_id });
    }
    const query = { type: 'query', kind: 'group_metadata' } as const;
    for (const target_id of silent) {
      await control.injectFault(account_id, { ...query, behaviour: 'hang', target_id });
    }
    for (const target_id of refused) {
      await control.injectFault(account_id, { ...query, behaviour: 'throw', target_id });
    }
    const read = await readAll();

    expect(read.complete).toBe(false);
    expect(ids(read.unreadable.map(({ id }) => id))).toEqual(ids([...contacts, ...throwing]));
    expect(ids(read.unread_groups.map(({ group_id }) => group_id))).toEqual(
      ids([...silent, ...refused]),
    );
    expect(ids(read.contacts.map(({ contact_id }) => contact_id))).toEqual(
      ids(
        truth.contacts.map(({ contact_id }) => contact_id).filter((id) => !contacts.includes(id)),
      ),
    );
    const whole = read.groups.filter((group) => group.participants_complete);
    expect(whole).toHaveLength(truth.groups.length - 3 * third);
    expect(read.groups).toHaveLength(truth.groups.length - third);
    for (const group of whole) {
      const real = truth.groups.find(({ contact_id }) => contact_id === group.contact_id);
      expect(group.participants).toHaveLength(real?.participants.length ?? -1);
    }
    return read;

    /** Which groups the page has not loaded shows when WhatsApp refuses them all. */
    async function unloadedGroups(): Promise<string[]> {
      await pair(engine, simulator, 'one', account_id);
      const refuse = { type: 'query', kind: 'group_metadata', behaviour: 'throw' } as const;
      await control.injectFault(account_id, refuse);
      const { unread_groups } = await readAll();
      await control.clearFaults(account_id);
      return unread_groups.map(({ group_id }) => group_id);
    }
  } finally {
    await engine.end('SIGTERM');
    await simulator.stop();
    await dataDir.remove();
  }

  async function readAll(): Promise<ReadDocument> {
    const answer = await engine.call('GET', '/sessions/one/all-contacts');
    expect(answer.status, answer.text.slice(0, 300)).toBe(200);
    return answer.body;
  }
}

function ids(list: readonly (string | null)[]): (string | null)[] {
  return list.toSorted();
}
