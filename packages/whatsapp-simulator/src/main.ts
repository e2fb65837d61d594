import { parseArgs } from 'node:util';
import { browserArguments } from './browser-arguments.ts';
import { createControlServer } from './control/control-server.ts';
import { createSimulation } from './core/simulation.ts';
import { createPageServer } from './server/page-server.ts';
import { createStateStore } from './state-store.ts';
import { loadTlsIdentity } from './tls-identity.ts';

const HOST = '127.0.0.1';

const USAGE = `Usage: npm run simulator -- [--https-port N] [--control-port N] [--state-dir DIR]

Serves a simulated WhatsApp Web on 127.0.0.1, and a control API that scans QR codes and changes accounts. Prints one
line of JSON: the two ports, and the arguments for Chromium. Without --state-dir nothing is kept. Ctrl-C stops it.
  --https-port N       the page (default: a free port)
  --control-port N     the control API (default: a free port)
  --exit-with-parent   ends when its standard input closes`;
if (process.argv.slice(2).includes('--help')) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}

const { values: flags } = parseArgs({
  options: {
    'https-port': { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    'state-dir': { type: 'string' },
    /** Ends this process when its standard input closes. That happens when the parent dies. */
    'exit-with-parent': { type: 'boolean', default: false },
  },
});

const store = createStateStore(flags['state-dir']);
const simulation = createSimulation(store);
const tls = await loadTlsIdentity(store);
const pageServer = createPageServer(simulation, tls);
const controlServer = createControlServer(simulation);

async function stop(): Promise<never> {
  await Promise.allSettled([pageServer.close(), controlServer.close()]);
  process.exit(0);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, stop);
// `npm run simulator` was killed.
process.once('disconnect', stop);
await listen(pageServer, 'https-port');
await listen(controlServer, 'control-port');
const httpsPort = portOf(pageServer.server.address());
const controlPort = portOf(controlServer.server.address());
const browserArgs = browserArguments(httpsPort, tls.spki);
process.stdout.write(`${JSON.stringify({ httpsPort, controlPort, browserArgs })}\n`);

if (flags['exit-with-parent']) process.stdin.on('close', stop).resume();

async function listen(
  server: Pick<typeof controlServer, 'listen'> | Pick<typeof pageServer, 'listen'>,
  flag: 'https-port' | 'control-port',
): Promise<void> {
  try {
    await server.listen({ host: HOST, port: Number(flags[flag]) });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    process.stderr.write(
      `Port ${flags[flag]} cannot be used (${code}): take another one with --${flag}.\n`,
    );
    process.exit(1);
  }
}

function portOf(address: ReturnType<typeof pageServer.server.address>): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}
