import type { ConnectionProblem } from '../connection.ts';

/** The meaning of a state of WhatsApp Web's socket for a session. */
export type SocketMeaning =
  | { readonly kind: 'connected' }
  | { readonly kind: 'unpaired'; readonly isIdle: boolean }
  | { readonly kind: 'connecting'; readonly problem: ConnectionProblem | null }
  /** Another browser uses the same device; this one may take it back. */
  | { readonly kind: 'conflict'; readonly problem: ConnectionProblem }
  /** WhatsApp refuses this page. */
  | {
      readonly kind: 'refused';
      readonly problem: ConnectionProblem;
      /** WhatsApp may accept the page after a reload. */
      readonly mayPass: boolean;
    };

const DEPRECATED: ConnectionProblem = {
  code: 'WHATSAPP_WEB_CHANGED',
  message: 'WhatsApp no longer accepts this version of WhatsApp Web.',
};
const REFUSALS: Readonly<Record<string, ConnectionProblem>> = {
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
  if (state === 'CONFLICT') {
    const message =
      "Another browser uses this session's linked device: close it there. The engine takes the device back, " +
      'with growing pauses.';
    return { kind: 'conflict', problem: { code: 'DEVICE_IN_USE', message } };
  }
  if (state === 'TIMEOUT') {
    const message = 'WhatsApp Web lost its connection to WhatsApp and reconnects.';
    return { kind: 'connecting', problem: { code: 'PAGE_UNRESPONSIVE', message } };
  }
  // A page that was open for long may be outdated, and its next load brings a newer version.
  if (state === 'DEPRECATED_VERSION') {
    return { kind: 'refused', problem: DEPRECATED, mayPass: true };
  }
  const refusal = REFUSALS[state ?? ''];
  if (refusal) return { kind: 'refused', problem: refusal, mayPass: false };
  return { kind: 'connecting', problem: null };
}
