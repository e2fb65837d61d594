// Loaded into an engine with --expose-gc: answers a message with the memory in use after a collection.

const COLLECTIONS = 4;

process.on('message', async (message) => {
  if (message !== 'report memory') return;
  for (let n = 0; n < COLLECTIONS; n += 1) {
    globalThis.gc?.();
    await new Promise(setImmediate);
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ type: 'memory', rss, held: heapUsed + external });
});
