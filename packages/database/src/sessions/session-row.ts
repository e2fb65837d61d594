/** The check constraint of the table holds the same values. */
export type SessionStatus =
  | 'disconnected'
  | 'connecting'
  | 'qr'
  | 'connected'
  | 'logged_out'
  | 'failed';

/** Why a session failed, for machines and for the operator. */
export interface SessionError {
  code: string;
  message: string;
}

/** One row of `sessions`. */
export interface SessionRow {
  id: string;
  workspace_id: string;
  name: string;
  status: SessionStatus;
  phone_number: string | null;
  last_error: SessionError | null;
  desired_state: 'running' | 'stopped';
  groups_listed_at: Date | null;
  contacts_listed_at: Date | null;
  connected_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** The session was deleted, or never existed. */
export class SessionNotFound extends Error {
  override readonly name = 'SessionNotFound';
  readonly code = 'SESSION_NOT_FOUND';

  constructor() {
    super('there is no such session');
  }
}
