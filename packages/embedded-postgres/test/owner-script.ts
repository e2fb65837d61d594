// A process that owns the server of the directory in its argument. It prints the URL, or why there
// is no server. It ends when its standard input ends or on SIGTERM: with 1 during the start, else with 0.
import { once } from 'node:events';
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: owner-script DATA_DIR');
const stopped = new AbortController();
process.on('SIGTERM', () => stopped.abort());
const options = { dataDir, owner: 'the owner script', signal: stopped.signal };
try {
  const { url, stop } = await startEmbeddedPostgres(options);
  process.stdout.write(`${JSON.stringify({ url })}\n`);
  const told = stopped.signal.aborted ? Promise.resolve() : once(stopped.signal, 'abort');
  await Promise.race([once(process.stdin.resume(), 'end'), told]);
  await stop();
  process.exit(0);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: (error as Error).message })}\n`);
  process.exit(1);
}
