// Loaded into an engine with --expose-gc: answers what it holds after a collection, when asked to.

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
