import { createCommands } from './commands.js';
import { createDirectory } from './directory.js';
import { createFaultHandler } from './fault-handler.js';
import { createFaults } from './faults.js';
import { createLine } from './line.js';
import { createLink } from './link.js';
import { createCollections } from './models/collections.js';
import { Emitter } from './models/emitter.js';
import { chatModules } from './modules/chats.js';
import { contactModules } from './modules/contacts.js';
import { groupModules } from './modules/groups.js';
import { linkingModules } from './modules/linking.js';
import { createModuleRegistry } from './modules/module-registry.js';
import { syncModules } from './modules/sync.js';
import { createOutContacts } from './out-contacts.js';
import { createKeys } from './pairing/keys.js';
import { pairingStore } from './pairing/pairing-store.js';
import { createQrRotation } from './pairing/qr-rotation.js';
import { createQueries } from './queries.js';
import { createSession } from './session.js';
import { createConnection } from './socket.js';
import { createStream } from './stream.js';
import { createSyncState } from './sync-state.js';
import { unpairDevice } from './unpair-device.js';
import { showView } from './view.js';

const VERSION = '2.3000.1042000000';
/** Socket.logout() waits so long for WhatsApp's answer, then goes on without it (WAWebSocketModel). */
const LOGOUT_PATIENCE_MS = 3_000;
/** What the address holds after a logout, until the page has read it (WAWebReloadAfterLogout). */
const LOGOUT_MARKERS = [
  'post_logout',
  'logout_reason',
  'logout_message_header',
  'logout_message_subtext',
];

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
    onLost() {
      page.endOutage ??= page.line.block({ type: 'offline' });
    },
    onRestored: (hello) => resume(page, hello),
  });
  page.line = createLine(page);
  page.stream = createStream(page);
  page.queries = createQueries({
    ...page,
    options,
    send: (report) => page.link.ask('queries', { report }),
  });
  // What nothing handles ends in WhatsApp's log.
  for (const name of ['error', 'unhandledrejection']) {
    addEventListener(name, () => page.queries.note('page_errors'));
  }
  page.collections = createCollections(page.queries);
  page.outContacts = createOutContacts();
  page.directory = createDirectory({ ...page, options });
  page.rotation = createQrRotation({ ...page, options });
  page.faultHandler = createFaultHandler(page);
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
  const { session, line, connection, rotation } = page;
  page.unpairDevice = () => unpairDevice(page, options);
  /** It goes on whatever the answer is, and never says what it was. */
  async function leave() {
    const patience = new Promise((resolve) => setTimeout(resolve, LOGOUT_PATIENCE_MS));
    await Promise.race([page.unpairDevice().catch(() => {}), patience]);
    await session.leave({ delayMs: options().logout_navigation_delay_ms });
  }
  Object.assign(connection.socket, {
    logout: () => void leave(),
    takeover() {
      throw new Error('Takeover called without conflict!');
    },
    reconnect: () => line.reconnect(),
  });
  line.onOpen(() => {
    if (page.device) void session.resume();
    else rotation.start();
  });
}

/** The simulator is back after a break. */
function resume(page, hello) {
  if (hello.link === 'unlinked') void page.session.leave({ delayMs: 0 });
  else if (hello.link === 'linked' && hello.version !== page.directory.version) location.reload();
  page.endOutage?.();
  page.endOutage = null;
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

/** The page reads why it was left, and removes the marks from its address (WAWebHandlePreviousLogout). */
function cleanAddress() {
  const address = new URL(location.href);
  for (const name of LOGOUT_MARKERS) address.searchParams.delete(name);
  if (address.href !== location.href) history.replaceState({}, document.title, address);
}

/** The chunk of the QR screen loads late. */
function showLateModules({ registry, options }) {
  const { late_modules_ms: delay } = options;
  if (delay === 0) return;
  const late = ['WAWebAltDeviceLinkingApi', 'WAWebLaunchSocketUtils'];
  const show = late.map((module) => registry.take(module));
  setTimeout(() => {
    for (const bringBack of show) bringBack();
  }, delay);
}

async function launch(page) {
  cleanAddress();
  page.device = await pairingStore.load();
  const hello = await page.link.open(() => ({ device: page.device, keys: page.keys.forServer }));
  page.options = hello.options;
  showView(page);
  const { device } = page;
  const isEarly = hello.link === 'linked' && page.options.early_sync;
  if (isEarly) await page.session.start({ restored: true, device, syncDelayMs: 0 });
  exposeModules(page);
  for (const fault of hello.faults) page.faultHandler.apply(fault);
  if (isEarly) return;
  page.connection.socket.set({ state: 'OPENING' });
  showLateModules(page);
  if (hello.link === 'linked') await page.session.start({ restored: true, device });
  else if (hello.link === 'unpaired') page.rotation.start();
  else setTimeout(() => page.session.leave({ delayMs: 0 }), page.options.unlink_notice_delay_ms);
}

await launch(createPage());
