// A process that starts the server of the directory in its argument, says so in one line of JSON, and
// releases it when its standard input ends.
import { startEmbeddedPostgres } from '../src/embedded-postgres.ts';

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: start-and-hold DATA_DIR');
const { url, adopted, release } = await startEmbeddedPostgres({ dataDir });
process.stdout.write(`${JSON.stringify({ url, adopted })}\n`);
for await (const _chunk of process.stdin);
await release();
