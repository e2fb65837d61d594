// Runs inside WhatsApp Web. The page's own state; cheap enough to be read twice a second.

import type { OwnAccount } from '../../connection.ts';
import { userOf } from './addresses.ts';
import { isLoggedOutPage, missingMembers, moduleOrNull, pageVersion } from './modules.ts';
import type { Wid } from './whatsapp-web.ts';

/** One look at the page. */
export type PageProbe = {
  /** The version of WhatsApp Web; null until its scripts run. */
  readonly version: string | null;
  /** The state of its socket, for example CONNECTED or UNPAIRED. */
  readonly state: string | null;
  readonly isSynced: boolean;
  /** The page has navigated to the address for an unlinked device. */
  readonly isLoggedOut: boolean;
  /** Known once the page has synced. */
  readonly account: OwnAccount | null;
};

/** Answers a PageProbe as JSON. */
export function probe(): string {
  const socket = moduleOrNull('WAWebSocketModel')?.Socket;
  const isSynced = socket?.state === 'CONNECTED' && Boolean(socket.hasSynced);
  const result: PageProbe = {
    version: pageVersion(),
    state: typeof socket?.state === 'string' ? socket.state : null,
    isSynced,
    isLoggedOut: isLoggedOutPage(),
    account: isSynced ? ownAccount() : null,
  };
  return JSON.stringify(result);
}

function ownAccount(): OwnAccount {
  const prefs = moduleOrNull('WAWebUserPrefsMeUser');
  const name = moduleOrNull('WAWebConnModel')?.Conn?.pushname;
  const digits = (wid: Wid | null | undefined) => (wid?.user === undefined ? null : userOf(wid));
  return {
    phone: digits(prefs?.getMaybeMePnUser?.()),
    lid: digits(prefs?.getMaybeMeLidUser?.()),
    pushName: typeof name === 'string' && name !== '' ? name : null,
    missing: missingMembers(),
  };
}
