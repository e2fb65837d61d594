const DATABASE = 'simulated-whatsapp';
const STORE = 'pairing';
const KEY = 'device';

function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Runs one operation. Resolves when it is durable, so that a browser killed right after it keeps
 * the result.
 */
async function inStore(mode, operate) {
  const database = await open();
  try {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await settled(operate(transaction.objectStore(STORE)));
    await done;
    return result;
  } finally {
    database.close();
  }
}

/** The device of this browser profile, stored in IndexedDB like the real page's pairing. */
export const pairingStore = {
  load: async () => (await inStore('readonly', (store) => store.get(KEY))) ?? null,
  save: (device) => inStore('readwrite', (store) => store.put(device, KEY)),
  /** In one transaction: a device that a logout removes meanwhile stays away. */
  noteHistory: () =>
    inStore('readwrite', (store) => {
      const request = store.get(KEY);
      request.addEventListener('success', () => {
        if (request.result) store.put({ ...request.result, hasHistory: true }, KEY);
      });
      return request;
    }),
  clear: () => inStore('readwrite', (store) => store.delete(KEY)),
};
