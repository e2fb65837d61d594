// Runs inside WhatsApp Web. What the page says by events alone, kept until the next probe.

import { moduleOrNull } from './modules.ts';

export type PageEvents = {
  /** Why WhatsApp refused the last login. */
  refusal: 'banned' | 'unavailable' | null;
  /** The page has had a line to WhatsApp since it was loaded. */
  hadLine: boolean;
};

declare const window: { [key: symbol]: PageEvents | undefined };

/** Listens from the first call on. Null until the page has the events. */
export function pageEvents(): PageEvents | null {
  const key = Symbol.for('grabber.events');
  const known = window[key];
  if (known) return known;
  const commands = moduleOrNull('WAWebCmd')?.Cmd;
  if (typeof commands?.on !== 'function') return null;
  const events: PageEvents = { refusal: null, hadLine: false };
  // Each successful login fires it, too: without a ban.
  commands.on('account_temporarily_banned_from_bridge', (ban) => {
    const isBanned = (ban as { banned?: unknown } | null | undefined)?.banned === true;
    events.refusal = isBanned ? 'banned' : null;
  });
  commands.on('service_unavailable_503_from_bridge', () => {
    events.refusal = 'unavailable';
  });
  window[key] = events;
  return events;
}
