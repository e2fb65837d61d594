import type { SessionStatus } from '@grabber/contracts/session-status';

/** Every move that a session's status may make; any other move is a defect of the engine. */
export const STATUS_MOVES: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  disconnected: ['connecting', 'failed'],
  connecting: ['qr', 'connected', 'disconnected', 'logged_out', 'failed'],
  qr: ['connecting', 'disconnected', 'logged_out', 'failed'],
  connected: ['connecting', 'disconnected', 'logged_out', 'failed'],
  logged_out: ['connecting', 'disconnected'],
  failed: ['connecting', 'disconnected'],
};

export function mayMove(from: SessionStatus, to: SessionStatus): boolean {
  return from === to || STATUS_MOVES[from].includes(to);
}

/** Whether a browser runs or is about to run. */
export function isRunning(status: SessionStatus): boolean {
  return status === 'connecting' || status === 'qr' || status === 'connected';
}
