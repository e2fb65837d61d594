import { createCollections } from './collections.js';
import { createDirectory } from './directory.js';
import { Emitter } from './emitter.js';
import { createFaultHandler } from './fault-handler.js';
import { createFaults } from './faults.js';
import { createKeys } from './keys.js';
import { createLink } from './link.js';
import { createModuleRegistry } from './module-registry.js';
import { chatModules } from './modules-chats.js';
import { contactModules } from './modules-contacts.js';
import { linkingModules } from './modules-linking.js';
import { pairingStore } from './pairing-store.js';
import { createQrRotation } from './qr-rotation.js';
import { createQueries } from './queries.js';
import { createSession } from './session.js';
import { createConnection } from './socket.js';
import { showView } from './view.js';

const VERSION = '2.3000.1042000000';
const STATE_BEFORE_NAVIGATION_MS = 150;

let device = await pairingStore.load();
let currentOptions = {};
const options = () => currentOptions;
const keys = createKeys();
const connection = createConnection();
const { socket } = connection;
const commandBus = new Emitter();
const registry = createModuleRegistry();
const faults = createFaults();

const commands = {
  async paired({ device: linked }) {
    rotation.stop();
    socket.set({ state: 'PAIRING' });
    device = linked;
    await pairingStore.save(device);
    void enterAccount({ restored: false });
    return { device_name: registry.require('WAWebMiscBrowserUtils').info().os };
  },
  async logout({ mode }) {
    if (mode !== 'navigate') socket.set({ state: 'UNPAIRED' });
    if (mode !== 'state')
      await session.leave({ delayMs: mode === 'both' ? STATE_BEFORE_NAVIGATION_MS : 0 });
  },
  change: ({ change }) => session.apply(change),
  fault: ({ fault }) => {
    faultHandler.happen(fault);
  },
  clear_faults: () => faultHandler.clear(),
  options({ options: changed }) {
    currentOptions = changed;
  },
  report_queries: () => queries.report(),
};

const link = createLink({
  commands,
  onLost() {
    if (device) socket.set({ state: 'TIMEOUT' });
  },
  onRestored(hello) {
    if (hello.link === 'unpaired') rotation.start();
    else if (hello.link === 'unlinked') session.leave({ delayMs: 0 });
    else if (hello.version !== directory.version) location.reload();
    else socket.set({ state: 'CONNECTED' });
  },
});
const queries = createQueries({
  options,
  faults,
  send: (report) => link.ask('queries', { report }),
});
const collections = createCollections(queries);
const directory = createDirectory({ collections, options });
const session = createSession({ link, connection, directory, commandBus, pairingStore, options });
const rotation = createQrRotation({ link, connection, options });
const faultHandler = createFaultHandler({
  faults,
  registry,
  directory,
  collections,
  connection,
  rotation,
});

/** A group's members come with the answer to a query for its metadata. */
async function updateGroup(id) {
  await queries.ask('group_metadata', id._serialized ?? id);
  directory.groups.answerQuery(id._serialized ?? id);
}

async function enterAccount({ restored, syncDelayMs }) {
  await session.start({ restored, syncDelayMs });
  faultHandler.accountLoaded();
}

Object.assign(socket, {
  async logout() {
    await link.ask('logout');
    await session.leave({ delayMs: options().logout_navigation_delay_ms });
  },
  takeover: () => socket.set({ state: 'CONNECTED' }),
  reconnect: () => socket.set({ state: device ? 'CONNECTED' : 'UNPAIRED' }),
});

/** From here on a client finds what it needs. */
function exposeModules() {
  registry.add(linkingModules({ connection, commandBus, link, rotation, keys, session }));
  registry.add(contactModules({ directory, queries }));
  registry.add(chatModules({ collections, queries }));
  for (const missing of options().missing_modules) registry.hide(missing);
  window.require = registry.require;
  window.Debug = options().version_missing ? {} : { VERSION };
}

const hello = await link.open(() => ({ device, keys: keys.forServer }));
currentOptions = hello.options;
collections.GroupMetadata.setQuery(updateGroup);
showView({ connection, collections });

const isEarly = hello.link === 'linked' && options().early_sync;
if (isEarly) await enterAccount({ restored: true, syncDelayMs: 0 });
exposeModules();
faultHandler.keep(hello.faults);
if (isEarly) faultHandler.accountLoaded();
else if (hello.link === 'linked') enterAccount({ restored: true });
else if (hello.link === 'unlinked') {
  socket.set({ state: 'OPENING' });
  setTimeout(() => session.leave({ delayMs: 0 }), options().unlink_notice_delay_ms);
} else {
  socket.set({ state: 'OPENING' });
  rotation.start();
}
