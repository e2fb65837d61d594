const FORM =
  /^([^@:]+)(?::(\d+))?@(c\.us|s\.whatsapp\.net|lid|hosted|hosted\.lid|g\.us|broadcast|newsletter|bot)$/;
const USER_SERVERS = new Set(['c.us', 'lid', 'bot', 'hosted', 'hosted.lid']);
const ASSISTANT_NUMBER = /^(1313555\d{4}|131655500\d{2})$/;

/** Accounts of WhatsApp itself that look like persons. Made up, like all addresses here. */
export const SERVICE_ACCOUNTS = {
  aiHub: '900000000000001@lid',
  ias: '900000000000002@lid',
  support: '19995550100@c.us',
};

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
    return USER_SERVERS.has(this.server);
  }

  isRegularUser() {
    return this.isUser() && !this.isPSA() && !this.isBot();
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

  /** By the address alone: its own server, or a number that WhatsApp keeps for its assistants. */
  isBot() {
    return this.server === 'bot' || (this.server === 'c.us' && ASSISTANT_NUMBER.test(this.user));
  }

  isAiHub() {
    return this.#isSpecial('aiHub');
  }

  isIAS() {
    return this.#isSpecial('ias');
  }

  isSupportAccount() {
    return this.#isSpecial('support');
  }

  isCAPISupportAccount() {
    return false;
  }

  isPSA() {
    return this.server === 'c.us' && this.user === '0';
  }

  isHosted() {
    return this.server === 'hosted' || this.server === 'hosted.lid';
  }

  #isSpecial(kind) {
    return this._serialized === SERVICE_ACCOUNTS[kind];
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
