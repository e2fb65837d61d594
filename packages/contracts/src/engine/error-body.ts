import { type Static, Type } from 'typebox';
import { SessionStatus } from '../session-status.ts';

/** What the engine answers with every status of 400 and above. */
export const EngineErrorBody = Type.Object({
  code: Type.String(),
  /** English, without personal data. */
  message: Type.String(),
  request_id: Type.String(),
  /** Present when the session's status is the reason. */
  session_status: Type.Optional(SessionStatus),
});
export type EngineErrorBody = Static<typeof EngineErrorBody>;
