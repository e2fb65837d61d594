import { openWhatsNew } from './whats-new.js';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The parts of a sync after a pairing, in their order: their delay, what they load, and what then shows. */
const PARTS = [
  ['contacts_delay_ms', 'contacts', 'applyContacts'],
  ['blocklist_delay_ms', 'blocklist', 'applyBlocklist'],
  ['groups_delay_ms', 'groups', 'endGroupQuery'],
  ['history_delay_ms', 'history', 'applyHistory'],
  ['out_contacts_delay_ms', 'out_contacts', 'applyOutContacts'],
];

/** The life of a linked page: loading the account, syncing, and leaving it. */
export function createSession(parts) {
  const { link, connection, directory, commandBus, pairingStore, sync, options, onLoaded } = parts;
  const { line, stream } = parts;
  /** What the page's storage says of an earlier load: WAWebUserPrefsHistorySync. */
  let hadHistory = false;
  const { socket, conn } = connection;
  let progress = 0;
  let outdated = false;
  let loaded = Promise.resolve();
  /** What a page has of its account before all has come: the newest data, and the parts that it shows. */
  let current = null;
  const shown = [];
  /** Changes that came while the line was lost, or before what was missed was delivered. */
  const missed = [];
  let newestConnection = 0;
  let isCatchingUp = false;
  let newestDelivery = 0;

  async function load(part) {
    current = await link.ask('account');
    show(part);
    const own = directory.own();
    const platform = current.spec.business_account ? 'smba' : 'android';
    conn.set({ wid: own.phoneWid, pushname: own.pushName, platform, connected: true });
  }

  function show(part) {
    shown.push(part);
    directory.load(current, part);
  }

  function report(percent) {
    progress = percent;
    commandBus.trigger('offline_progress_update_from_bridge');
  }

  /** Everything is in the collections, with the changes that came meanwhile. */
  async function complete() {
    if (outdated) await renew();
    directory.load(current, 'all');
    await directory.groups.restoreFirst();
    onLoaded();
  }

  async function renew() {
    const data = await link.ask('account');
    if (data.version > current.version) current = data;
  }

  /** A change shows at once, before the end of a sync in the parts that have come. */
  async function take(change) {
    if (!directory.complete) {
      outdated = true;
      await renew();
    }
    if (directory.complete) directory.apply(change);
    else for (const part of shown) directory.load(current, part);
  }

  /** Missed events come after each connection, once the server has announced them. */
  async function deliverAnnounced() {
    const { offline_delivery_ms: delay } = options();
    newestDelivery += 1;
    const delivery = newestDelivery;
    sync.setDelivered(false);
    if (delay > 0) await wait(delay);
    // After another loss of the line it goes on with the next announcement.
    if (delivery !== newestDelivery) return;
    if (line.isOpen()) for (const change of missed.splice(0)) await take(change);
    sync.setDelivered(true);
  }

  /** What comes meanwhile waits behind what was missed. After another loss of the line that is for the next one. */
  async function catchUp() {
    newestConnection += 1;
    const own = newestConnection;
    isCatchingUp = true;
    // The page shows the end of the earlier delivery until the announcement.
    const { offline_announcement_ms: delay } = options();
    if (delay > 0) await wait(delay);
    if (own === newestConnection) await deliverAnnounced();
    if (own === newestConnection) isCatchingUp = false;
  }

  /** The main screen opens with the sync. */
  function announceSync() {
    connection.announceSync();
    stream.openMainScreen();
    if (!options().whats_new_dialog) return;
    const onNeglected = async () => {
      await link.ask('logout');
      await session.leave({ delayMs: 0 });
    };
    openWhatsNew({ link, options: options(), onNeglected });
  }

  /** It stays so when the page loads again. */
  async function applyHistory() {
    sync.applyHistory();
    await pairingStore.noteHistory();
  }

  /** A restored page has its account in its storage: before the sync ends, or some time after it. */
  async function finishRestored() {
    const { restore_delay_ms: delay } = options();
    const historyDelay = hadHistory ? 0 : options().history_delay_ms;
    sync.applyContacts();
    // They are in the page's storage from before, whatever is restored into its memory.
    sync.applyOutContacts();
    directory.storeOutContacts(current);
    sync.applyBlocklist();
    if (historyDelay === 0) void applyHistory();
    sync.endGroupQuery();
    sync.applyLabels();
    const restore = async () => {
      await complete();
      sync.endRestore();
    };
    if (delay === 0) await restore();
    report(100);
    announceSync();
    if (delay > 0) {
      await wait(delay);
      await restore();
    }
    await deliverAnnounced();
    if (historyDelay > 0) await wait(historyDelay).then(applyHistory);
  }

  function showLabels() {
    directory.showLabels();
    sync.applyLabels();
  }

  /** A newly paired page gets its account in parts, each after a time of its own. */
  async function finishPaired() {
    const delayOf = ([option]) => options()[option];
    const signals = { ...sync, applyHistory: () => void applyHistory() };
    const apply = ([, part, signal]) => {
      show(part);
      signals[signal]();
    };
    const late = PARTS.filter((part) => delayOf(part) > 0);
    for (const part of PARTS) {
      if (late.length === 0) signals[part[2]]();
      else if (!late.includes(part)) apply(part);
    }
    if (late.length === 0) await complete();
    const { labels_delay_ms: labelsDelay } = options();
    if (labelsDelay === 0) showLabels();
    const delivered = deliverAnnounced();
    report(100);
    announceSync();
    await Promise.all([
      delivered,
      ...(labelsDelay === 0 ? [] : [wait(labelsDelay).then(showLabels)]),
      ...late.map((part) => wait(delayOf(part)).then(() => apply(part))),
    ]);
    if (late.length > 0) await complete();
  }

  const session = {
    progress: () => progress,
    /** The line is back after a loss. A page that has not synced yet goes on with its start. */
    async resume() {
      socket.set({ state: 'CONNECTED', ...(socket.hasSynced && { stream: 'CONNECTED' }) });
      line.announceLogin();
      if (!socket.hasSynced) return;
      await catchUp();
    },
    /** Connects and syncs. Of a newly paired page a client sees a part of the account before the sync ends. */
    async start({ restored, device, syncDelayMs = options().sync_delay_ms }) {
      hadHistory = device?.hasHistory === true;
      socket.set({ state: restored && options().screen_locked ? 'SCREEN_LOCKED' : 'OPENING' });
      if (socket.state === 'SCREEN_LOCKED') return;
      sync.setDelivered(false);
      if (restored) sync.beginRestore();
      else {
        sync.beginPairing();
        directory.expectBlocklist();
      }
      directory.labels.setArrived(restored || options().labels_delay_ms === 0);
      const isLate = restored && options().restore_delay_ms > 0;
      loaded = load(restored ? (isLate ? 'own' : 'all') : 'start');
      await loaded;
      await line.reachable();
      socket.set({ state: 'CONNECTED', stream: 'CONNECTED' });
      line.announceLogin();
      if (options().sync_never) return;
      await wait(syncDelayMs / 2);
      report(50);
      await wait(syncDelayMs / 2);
      await (restored ? finishRestored() : finishPaired());
    },
    /**
     * Applies a change on the phone. A change during loading is already part of the loaded data. A page without
     * a line misses it: it comes with the delivery of what was missed (WAWebOfflineHandler).
     */
    async apply(change) {
      await loaded;
      if (socket.hasSynced && (!line.isOpen() || isCatchingUp)) missed.push(change);
      else await take(change);
    },
    /**
     * Leaves the account: removes the pairing, then navigates away. Most logouts give no reason. The state shows
     * after the pairing is gone: a client that sees it closes the page.
     */
    async leave({ delayMs, reason, showsState = false }) {
      await pairingStore.clear();
      if (showsState) socket.set({ state: 'UNPAIRED' });
      commandBus.trigger('logout_from_bridge');
      const why = reason === undefined ? '' : `&logout_reason=${reason}`;
      setTimeout(() => location.assign(`/?post_logout=1${why}`), delayMs);
    },
  };
  return session;
}
