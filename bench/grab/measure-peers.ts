import type { Simulator } from '@grabber/whatsapp-simulator';
import { startReadingWorker } from '../engine/reading-worker.ts';
import type { StoreSize } from '../store/account.ts';
import { type BenchServer, inNewDatabase } from '../store/bench-database.ts';
import { storeByRow } from '../store/store-by-row.ts';
import { createAccount } from './measure-ours.ts';

/** Milliseconds of the parts of one grab in the other projects' way. */
export type PeersRound = {
  readonly getContactsMs: number;
  readonly getChatsMs: number;
  /** Of the sample, scaled up: contacts and groups, then memberships. */
  readonly contactsMs: number;
  readonly membersMs: number;
  readonly versions: { readonly browser: string; readonly whatsappWebJs: string };
};

/** Reads with whatsapp-web.js, then stores row by row, as other projects do. */
export async function measurePeers(
  { simulator, server }: { simulator: Simulator; server: BenchServer },
  { size, small, sample }: { size: StoreSize; small: StoreSize; sample: StoreSize },
): Promise<PeersRound> {
  const read = await readByLibrary(simulator, { size, small });
  const stored = await inNewDatabase(server.url, (database) => storeByRow(database, sample));
  const contacts = (size.contacts + size.groups) / (sample.contacts + sample.groups);
  const members = (size.groups * size.members) / (sample.groups * sample.members);
  return {
    ...read,
    contactsMs: stored.contactsMs * contacts,
    membersMs: stored.membersMs * members,
  };
}

async function readByLibrary(
  simulator: Simulator,
  { size, small }: { size: StoreSize; small: StoreSize },
) {
  const accounts = [
    await createAccount(simulator, small),
    await createAccount(simulator, size),
  ] as const;
  const worker = await startReadingWorker(simulator);
  try {
    const read = async (accountId: string) => {
      const { versions } = await worker.open(accountId);
      const contacts = await worker.read('library', 'contacts');
      const chats = await worker.read('library', 'groups');
      return { getContactsMs: contacts.ms, getChatsMs: chats.ms, versions };
    };
    await read(accounts[0]);
    await worker.close();
    return await read(accounts[1]);
  } finally {
    await worker.stop();
  }
}
