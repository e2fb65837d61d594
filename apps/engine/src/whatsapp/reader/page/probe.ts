// Runs inside WhatsApp Web. The page's own state; cheap enough to be read twice a second.

import type { SyncReport } from '../../../reading/account-reader.ts';
import type { OwnAccount } from '../../connection.ts';
import { userOf } from './addresses.ts';
import { isLoggedOutPage, missingMembers, moduleOrNull, pageVersion } from './modules.ts';
import { readSyncReport } from './sync-signals.ts';
import { noteLostLine } from './sync-watch.ts';
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
  /** Known from then on, too. */
  readonly sync: SyncReport | null;
};

/** Answers a PageProbe as JSON. `settleMs`: as in a reader's options. */
export async function probe(settleMs: number): Promise<string> {
  const socket = moduleOrNull('WAWebSocketModel')?.Socket;
  const isSynced = socket?.state === 'CONNECTED' && Boolean(socket.hasSynced);
  if (socket?.state !== 'CONNECTED') noteLostLine();
  const result: PageProbe = {
    version: pageVersion(),
    state: typeof socket?.state === 'string' ? socket.state : null,
    isSynced,
    isLoggedOut: isLoggedOutPage(),
    account: isSynced ? ownAccount() : null,
    sync: isSynced ? await readSyncReport(settleMs) : null,
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
