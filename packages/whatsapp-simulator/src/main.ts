import { parseArgs } from 'node:util';
import { browserArguments } from './browser-arguments.ts';
import { createControlServer } from './control/control-server.ts';
import { createSimulation } from './core/simulation.ts';
import { createPageServer } from './server/page-server.ts';
import { createStateStore } from './state-store.ts';
import { loadTlsIdentity } from './tls-identity.ts';

const HOST = '127.0.0.1';

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

await pageServer.listen({ host: HOST, port: Number(flags['https-port']) });
await controlServer.listen({ host: HOST, port: Number(flags['control-port']) });
const httpsPort = portOf(pageServer.server.address());
const controlPort = portOf(controlServer.server.address());
const browserArgs = browserArguments(httpsPort, tls.spki);
process.stdout.write(`${JSON.stringify({ httpsPort, controlPort, browserArgs })}\n`);

process.once('SIGTERM', stop);
process.once('SIGINT', stop);
if (flags['exit-with-parent']) process.stdin.on('close', stop).resume();

function portOf(address: ReturnType<typeof pageServer.server.address>): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}
