import type { WhatsAppConnection } from '../../whatsapp/connection.ts';
import type { Session } from '../session.ts';
import { endIfOver, requireLease } from './session-lease.ts';

/**
 * The connection with a look at the lease before each command to its page: a process that was paused may go on with a
 * command before its timers run. These calls reject with ServiceError LEASE_LOST, too.
 */
export function underLease(session: Session, connection: WhatsAppConnection): WhatsAppConnection {
  const check = () => {
    endIfOver(session);
    requireLease(session);
  };
  return {
    ...connection,
    async requestPairingCode(digits) {
      check();
      return connection.requestPairingCode(digits);
    },
    async openReader(task) {
      check();
      const reader = await connection.openReader(task);
      return {
        ...reader,
        async next() {
          check();
          return reader.next();
        },
      };
    },
    async logout() {
      check();
      return connection.logout();
    },
  };
}
