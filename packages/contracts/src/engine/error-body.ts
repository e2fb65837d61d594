import { type Static, Type } from 'typebox';
import { SessionStatus } from '../session-status.ts';

/** The body of every answer with status 400 or above. */
export const EngineErrorBody = Type.Object({
  code: Type.String(),
  /** English, without personal data. */
  message: Type.String(),
  request_id: Type.String(),
  /** The session's status, if it is the reason. */
  session_status: Type.Optional(SessionStatus),
});
export type EngineErrorBody = Static<typeof EngineErrorBody>;
