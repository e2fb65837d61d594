// Runs inside WhatsApp Web. One read: a snapshot of the collections, sent in chunks.

import type { GroupFactName, TextFieldName } from '@grabber/contracts/contact-fields';
import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { GroupListing, KnownGroups, ReadHeader } from '../../../reading/account-reader.ts';
import { createCounterparts } from './counterparts.ts';
import { queryAllGroups } from './groups/all-groups.ts';
import { createGroupQueries, type GroupQueryLimits } from './groups/group-queries.ts';
import { isGroupChat, readGroups } from './groups/read-groups.ts';
import { loadLabels } from './labels.ts';
import { pageModule } from './modules.ts';
import { createNames } from './names.ts';
import { createOutput } from './output.ts';
import { createPersons } from './persons.ts';
import { createPictures } from './pictures.ts';
import { readContacts } from './read-contacts.ts';
import { hasLabels, readSyncState, showsBlocklist } from './sync-signals.ts';
import { delay, nextTask } from './tasks.ts';
import { readWithoutWhatsApp } from './without-whatsapp.ts';

/** The longest that a read holds the page's main thread; WhatsApp's own work runs in between. */
const SLICE_MS = 10;
/** A small chunk goes out after this: it shows that the page works, and the engine may stop the read then. */
const CHUNK_MS = 250;
/** An answer for many groups is larger than that for one. */
const TIMEOUTS_OF_MANY = 3;

export type ReaderOptions = {
  readonly kind: ReadKind;
  /** Sends the one query for all groups. */
  readonly queryGroups: boolean;
  readonly knownGroups: KnownGroups;
  /** Also reads people of the address book without WhatsApp. */
  readonly withoutWhatsApp: boolean;
  /** Also reads whether a chat is locked. */
  readonly lockedChats: boolean;
  readonly limits: GroupQueryLimits;
  /** How long the page must have been connected and caught up for a complete listing. */
  readonly settleMs: number;
  /** The texts of a contact's tuple, in their order. */
  readonly texts: readonly TextFieldName[];
  /** The facts of a group's tuple, in their order. */
  readonly facts: readonly GroupFactName[];
};

export type PageReader = {
  /** Answers a ReadHeader as JSON. */
  header(): string;
  /** Resolves to the text of the next chunk. May be called again before the last chunk has come. */
  next(): Promise<string>;
  close(): void;
};

/** The state of the sync is looked at before the snapshot and after the last item: both must be complete. */
export async function createReader({
  kind,
  queryGroups,
  knownGroups,
  withoutWhatsApp,
  lockedChats,
  limits,
  settleMs,
  texts,
  facts,
}: ReaderOptions): Promise<PageReader> {
  const sync = await readSyncState(settleMs);
  const hasBlocklist = showsBlocklist(sync);
  const collections = pageModule('WAWebCollections');
  const labels = await loadLabels(await hasLabels(sync), collections.Chat.getModelsArray());
  const wantsGroups = kind !== 'contacts';
  const wantsContacts = kind !== 'groups';
  const chats = collections.Chat.getModelsArray().slice();
  const snapshot = {
    chats,
    groupChats: chats.filter(isGroupChat),
    contacts: collections.Contact.getModelsArray().slice(),
  };
  const persons = createPersons(createCounterparts());
  const parts = { persons, names: createNames(), pictures: createPictures(), labels, snapshot };
  // After the snapshot: a group that both know cannot have been joined in between.
  const patienceMs = Math.min(limits.timeMs, limits.timeoutMs * TIMEOUTS_OF_MANY);
  const allGroups = wantsGroups && queryGroups ? queryAllGroups(patienceMs) : null;
  const queries = createGroupQueries({ ...limits, endsAt: Date.now() + limits.timeMs });
  let groupListing: GroupListing | null = null;
  let allWithoutWhatsApp: boolean | null = null;
  const out = createOutput(texts.length);
  let isClosed = false;

  function* readAll(): Generator<Promise<void> | undefined, void> {
    yield* parts.pictures.index();
    if (wantsGroups) {
      const all = allGroups?.answer ?? null;
      const asked = { queries, all, known: knownGroups, facts, lockedChats, patienceMs };
      groupListing = yield* readGroups({ ...parts, ...asked, out });
    }
    if (wantsContacts) yield* readContacts({ ...parts, texts, hasBlocklist, lockedChats, out });
    // Last: who has an entry among the contacts is on WhatsApp.
    if (wantsContacts && withoutWhatsApp) {
      allWithoutWhatsApp = yield* readWithoutWhatsApp({ persons, texts, out });
    }
  }

  const steps = readAll();

  /** Runs for one slice; true when the read has ended. A wait for WhatsApp ends with the chunk's time. */
  async function runSlice(chunkEnd: number): Promise<boolean> {
    const end = performance.now() + SLICE_MS;
    for (;;) {
      const { done, value } = steps.next();
      if (done || isClosed) return true;
      if (value) await Promise.race([value, delay(Math.max(0, chunkEnd - performance.now()))]);
      const now = performance.now();
      if (out.isFull() || now >= end || (value && now >= chunkEnd)) return false;
    }
  }

  async function readChunk(): Promise<string> {
    const chunkEnd = performance.now() + CHUNK_MS;
    let isDone = isClosed;
    while (!isDone && !out.isFull() && performance.now() < chunkEnd) {
      isDone = await runSlice(chunkEnd);
      if (!isDone) await nextTask();
    }
    const last = isDone
      ? { sync: await readSyncState(settleMs), groupListing, allWithoutWhatsApp }
      : null;
    return out.take(queries.sent() + (allGroups?.sent ?? 0), last);
  }

  // The page begins before the engine asks for the first chunk.
  let last = nextTask().then(readChunk);
  let isAsked = false;
  // It may fail before the engine asks; the engine still gets the rejection when it does.
  last.catch(() => {});

  return {
    header() {
      const header: ReadHeader = {
        groups: wantsGroups ? snapshot.groupChats.length : null,
        contacts: wantsContacts ? snapshot.contacts.length : null,
        sync,
      };
      return JSON.stringify(header);
    },
    next() {
      if (isAsked) last = last.then(readChunk);
      isAsked = true;
      return last;
    },
    close() {
      isClosed = true;
      queries.close();
    },
  };
}
