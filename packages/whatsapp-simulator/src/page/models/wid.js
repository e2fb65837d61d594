const FORM = /^([^@:]+)(?::(\d+))?@(c\.us|s\.whatsapp\.net|lid|g\.us|broadcast|newsletter|bot)$/;

/** An address on WhatsApp. Only its own properties leave the page when it is serialised. */
export class Wid {
  constructor(user, server, device) {
    this.server = server;
    this.user = user;
    if (device !== undefined) this.device = device;
    const suffix = device === undefined ? '' : `:${device}`;
    this._serialized = `${user}${suffix}@${server}`;
  }

  isLid() {
    return this.server === 'lid';
  }

  isUser() {
    return this.server === 'c.us' || this.server === 'lid';
  }

  isRegularUser() {
    return this.isUser();
  }

  isRegularUserPn() {
    return this.server === 'c.us';
  }

  isGroup() {
    return this.server === 'g.us';
  }

  isStatus() {
    return this.server === 'broadcast' && this.user === 'status';
  }

  isStatusV3() {
    return this.isStatus();
  }

  isBroadcast() {
    return this.server === 'broadcast' && this.user !== 'status';
  }

  isNewsletter() {
    return this.server === 'newsletter';
  }

  isBot() {
    return this.server === 'bot';
  }

  isCompanion() {
    return this.device !== undefined;
  }

  equals(other) {
    return other?._serialized === this._serialized;
  }

  toString() {
    return this._serialized;
  }

  toJid() {
    return this._serialized.replace('@c.us', '@s.whatsapp.net');
  }

  toLogString() {
    return `…@${this.server}`;
  }
}

// Shared: a group of a thousand members uses existing addresses.
const known = new Map();

export function createWid(text) {
  if (text instanceof Wid) return text;
  const cached = known.get(text);
  if (cached) return cached;
  const [, user, device, server] = FORM.exec(String(text)) ?? [];
  if (!user) throw new Error('wid error: invalid wid');
  const canonical = server === 's.whatsapp.net' ? 'c.us' : server;
  const wid = new Wid(user, canonical, device === undefined ? undefined : Number(device));
  known.set(text, wid);
  return wid;
}

export function createWidFromWidLike(like) {
  return like instanceof Wid ? like : createWid(like._serialized ?? `${like.user}@${like.server}`);
}

/** The address without its device. */
export function userWidOf(wid) {
  return wid.device === undefined ? wid : createWid(`${wid.user}@${wid.server}`);
}
