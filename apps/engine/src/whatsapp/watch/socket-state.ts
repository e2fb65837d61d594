import type { ConnectionProblem } from '../connection.ts';

/** The meaning of a state of WhatsApp Web's socket for a session. */
export type SocketMeaning =
  | { readonly kind: 'connected' }
  | { readonly kind: 'unpaired'; readonly isIdle: boolean }
  | { readonly kind: 'connecting' }
  /** Another browser uses the same device. */
  | { readonly kind: 'used_elsewhere' }
  /** WhatsApp refuses this page. */
  | { readonly kind: 'refused'; readonly problem: ConnectionProblem };

/** Of these, builds of today set SCREEN_LOCKED alone: for a login behind a passcode (WAWebUserPrefsInfoStore). */
const REFUSALS: Readonly<Record<string, ConnectionProblem>> = {
  SCREEN_LOCKED: {
    code: 'SCREEN_LOCKED',
    message: "WhatsApp Web in this session's browser has a screen lock and waits for its passcode.",
  },
  PROXYBLOCK: {
    code: 'WHATSAPP_REFUSED',
    message: 'WhatsApp blocks the network address of this machine.',
  },
  TOS_BLOCK: { code: 'WHATSAPP_REFUSED', message: 'WhatsApp has blocked this account.' },
  SMB_TOS_BLOCK: {
    code: 'WHATSAPP_REFUSED',
    message: 'WhatsApp has blocked this business account.',
  },
};

export function meaningOfSocketState(state: string | null): SocketMeaning {
  if (state === 'CONNECTED') return { kind: 'connected' };
  if (state === 'UNPAIRED') return { kind: 'unpaired', isIdle: false };
  if (state === 'UNPAIRED_IDLE') return { kind: 'unpaired', isIdle: true };
  if (state === 'CONFLICT') return { kind: 'used_elsewhere' };
  const refusal = REFUSALS[state ?? ''];
  if (refusal) return { kind: 'refused', problem: refusal };
  return { kind: 'connecting' };
}
