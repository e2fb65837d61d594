import { Model } from './models/emitter.js';

/** Of the phone's app (WAWebMobilePlatforms). */
const BUSINESS_PLATFORMS = ['smba', 'smbi'];

/**
 * The connection as the page shows it: `state`, whether the account has synced, and `stream`, which tells a
 * lost line. Only OPENING, PAIRING, CONNECTED, UNPAIRED, UNPAIRED_IDLE and SCREEN_LOCKED are ever set.
 */
class Socket extends Model {
  state = 'UNLAUNCHED';
  hasSynced = false;
  stream = 'DISCONNECTED';
}

/** Linked, while account data still arrive: sets what `Conn` holds. */
class Conn extends Model {
  ref = null;
  refTTL = 0;
  wid = null;
  pushname = '';
  platform = 'android';
  battery = undefined;
  plugged = undefined;
  connected = false;

  get isSMB() {
    return BUSINESS_PLATFORMS.includes(this.platform);
  }

  serialize() {
    const { ref, refTTL, wid, pushname, platform, battery, plugged, connected } = this;
    return {
      ref,
      refTTL,
      wid,
      pushname,
      platform,
      battery,
      plugged,
      connected,
      lc: 'ID',
      lg: 'id',
    };
  }
}

export function createConnection() {
  const socket = new Socket();
  return {
    socket,
    conn: new Conn(),
    /** Fires `change:hasSynced` even if it is already true, as the real page does now and then. */
    announceSync() {
      const before = socket.hasSynced;
      socket.set({ hasSynced: true });
      if (before) socket.trigger('change:hasSynced', socket, true);
    },
  };
}
