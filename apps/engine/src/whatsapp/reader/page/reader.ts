// @ts-nocheck
// Runs inside WhatsApp Web. One read: a snapshot of the collections, given out chunk by chunk.

import { createCounterparts } from './counterparts.ts';
import { createGroupQueries } from './group-queries.ts';
import { createNames } from './names.ts';
import { createOutput } from './output.ts';
import { createPersons } from './persons.ts';
import { createPictures } from './pictures.ts';
import { readContacts } from './read-contacts.ts';
import { isGroupChat, readGroups } from './read-groups.ts';

/** The longest that the page's main thread is held; WhatsApp's own work goes on in between. */
const SLICE_MS = 10;
/** A chunk with little in it goes out after this, so that the engine sees life and can stop the read. */
const CHUNK_MS = 250;

export function createReader({ kind, refresh, limits }) {
  const collections = window.require('WAWebCollections');
  const { Socket } = window.require('WAWebSocketModel');
  const wantsGroups = kind !== 'contacts';
  const wantsContacts = kind !== 'groups';
  const chats = collections.Chat.getModelsArray().slice();
  const snapshot = {
    chats,
    groupChats: chats.filter(isGroupChat),
    contacts: collections.Contact.getModelsArray().slice(),
  };
  const persons = createPersons(createCounterparts());
  const parts = { persons, names: createNames(), picture: createPictures(), snapshot };
  const queries = createGroupQueries({ ...limits, endsAt: Date.now() + limits.timeMs });
  const out = createOutput();
  let isClosed = false;

  function* readAll() {
    if (wantsGroups) yield* readGroups({ ...parts, queries, refresh, out });
    if (wantsContacts) yield* readContacts({ ...parts, out });
  }

  const steps = readAll();

  /** Runs for one slice. True when the read is over. A wait for WhatsApp ends with the chunk's time. */
  async function runSlice(chunkEnd) {
    const end = performance.now() + SLICE_MS;
    for (;;) {
      const { done, value } = steps.next();
      if (done || isClosed) return true;
      if (value) await Promise.race([value, delay(Math.max(0, chunkEnd - performance.now()))]);
      const now = performance.now();
      if (out.isFull() || now >= end || (value && now >= chunkEnd)) return false;
    }
  }

  async function readChunk() {
    const chunkEnd = performance.now() + CHUNK_MS;
    let isDone = isClosed;
    while (!isDone && !out.isFull() && performance.now() < chunkEnd) {
      isDone = await runSlice(chunkEnd);
      if (!isDone) await nextTask();
    }
    return out.take(isDone, queries.sent());
  }

  // The engine is yet to learn of this reader and to ask it; the page begins meanwhile.
  let last = nextTask().then(readChunk);
  let isAsked = false;
  // It may fail before anybody has asked; whoever asks later still gets the rejection.
  last.catch(() => {});

  return {
    header: () =>
      JSON.stringify({
        groups: wantsGroups ? snapshot.groupChats.length : null,
        contacts: wantsContacts ? snapshot.contacts.length : null,
        hasSynced: Boolean(Socket.hasSynced),
      }),
    /** Resolves to the next chunk. May be asked for more before the last has come: they come in turn. */
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

function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Lets everything that waits for the page's main thread run first; timers would wait longer. */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
