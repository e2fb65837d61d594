import { createCommands } from './commands.js';
import { createDirectory } from './directory.js';
import { createFaultHandler } from './fault-handler.js';
import { createFaults } from './faults.js';
import { createKeys } from './keys.js';
import { createLink } from './link.js';
import { createCollections } from './models/collections.js';
import { Emitter } from './models/emitter.js';
import { chatModules } from './modules/chats.js';
import { contactModules } from './modules/contacts.js';
import { groupModules } from './modules/groups.js';
import { linkingModules } from './modules/linking.js';
import { createModuleRegistry } from './modules/module-registry.js';
import { syncModules } from './modules/sync.js';
import { pairingStore } from './pairing-store.js';
import { createQrRotation } from './qr-rotation.js';
import { createQueries } from './queries.js';
import { createSession } from './session.js';
import { createConnection } from './socket.js';
import { createSyncState } from './sync-state.js';
import { showView } from './view.js';

const VERSION = '2.3000.1042000000';

/** The parts of the page, connected by hand. Later parts are looked up when they are used. */
function createPage() {
  const page = { device: null, options: {}, pairingStore };
  const options = () => page.options;
  page.keys = createKeys();
  page.connection = createConnection();
  page.commandBus = new Emitter();
  page.sync = createSyncState(page);
  page.registry = createModuleRegistry();
  page.faults = createFaults();
  page.link = createLink({
    commands: () => page.commands,
    onLost: () => page.device && page.connection.socket.set({ state: 'TIMEOUT' }),
    onRestored: (hello) => resume(page, hello),
  });
  page.queries = createQueries({
    ...page,
    options,
    send: (report) => page.link.ask('queries', { report }),
  });
  page.collections = createCollections(page.queries);
  page.directory = createDirectory({ ...page, options });
  page.rotation = createQrRotation({ ...page, options });
  page.faultHandler = createFaultHandler({ ...page, session: () => page.session });
  page.session = createSession({
    ...page,
    options,
    onLoaded: () => page.faultHandler.accountLoaded(),
  });
  page.commands = createCommands(page);
  addSocketMethods(page, options);
  return page;
}

function addSocketMethods(page, options) {
  const { link, session } = page;
  const { socket } = page.connection;
  Object.assign(socket, {
    async logout() {
      await link.ask('logout');
      await session.leave({ delayMs: options().logout_navigation_delay_ms });
    },
    takeover: () => void socket.set({ state: 'CONNECTED' }),
    reconnect: () => void socket.set({ state: page.device ? 'CONNECTED' : 'UNPAIRED' }),
  });
}

/** The simulator is back after a break. */
function resume({ rotation, session, directory, connection }, hello) {
  if (hello.link === 'unpaired') rotation.start();
  else if (hello.link === 'unlinked') void session.leave({ delayMs: 0 });
  else if (hello.version !== directory.version) location.reload();
  else {
    connection.socket.set({ state: 'CONNECTED' });
    void session.deliver();
  }
}

/** From here on a client finds what it needs. */
function exposeModules(page) {
  const { registry, options } = page;
  registry.add(linkingModules(page));
  registry.add(contactModules(page));
  registry.add(chatModules(page));
  registry.add(groupModules(page));
  registry.add(syncModules(page));
  for (const missing of options.missing_modules) registry.hide(missing);
  window.require = registry.require;
  window.Debug = options.version_missing ? {} : { VERSION };
}

async function launch(page) {
  page.device = await pairingStore.load();
  const hello = await page.link.open(() => ({ device: page.device, keys: page.keys.forServer }));
  page.options = hello.options;
  showView(page);
  const isEarly = hello.link === 'linked' && page.options.early_sync;
  if (isEarly) await page.session.start({ restored: true, syncDelayMs: 0 });
  exposeModules(page);
  for (const fault of hello.faults) page.faultHandler.apply(fault);
  if (isEarly) return;
  page.connection.socket.set({ state: 'OPENING' });
  if (hello.link === 'linked') await page.session.start({ restored: true });
  else if (hello.link === 'unpaired') page.rotation.start();
  else setTimeout(() => page.session.leave({ delayMs: 0 }), page.options.unlink_notice_delay_ms);
}

await launch(createPage());
