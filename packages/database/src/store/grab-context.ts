import type { ClientBase } from 'pg';

/** What the steps of storing a grab share. */
export interface GrabContext {
  /** inside the grab's transaction */
  client: ClientBase;
  session_id: string;
  now: Date;
  /** the number of this grab's changes */
  change: number;
}
