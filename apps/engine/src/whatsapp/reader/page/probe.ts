// @ts-nocheck
// Runs inside WhatsApp Web. What the page says of itself; cheap enough to be asked twice a second.

import { userOf } from './addresses.ts';
import { missingMembers, moduleOrNull } from './modules.ts';

export function probe() {
  const socket = moduleOrNull('WAWebSocketModel')?.Socket;
  const isSynced = socket?.state === 'CONNECTED' && Boolean(socket.hasSynced);
  return JSON.stringify({
    version: typeof window.Debug?.VERSION === 'string' ? window.Debug.VERSION : null,
    state: typeof socket?.state === 'string' ? socket.state : null,
    isSynced,
    isLoggedOut: location.search.includes('post_logout=1'),
    account: isSynced ? ownAccount() : null,
  });
}

function ownAccount() {
  const prefs = moduleOrNull('WAWebUserPrefsMeUser');
  const name = moduleOrNull('WAWebConnModel')?.Conn?.pushname;
  const digits = (wid) => (wid?.user === undefined ? null : userOf(wid));
  return {
    phone: digits(prefs?.getMaybeMePnUser?.()),
    lid: digits(prefs?.getMaybeMeLidUser?.()),
    pushName: typeof name === 'string' && name !== '' ? name : null,
    missing: missingMembers(),
  };
}
