import { type Static, Type } from 'typebox';
import { Timestamp } from '../identity.ts';
import { Nullable } from '../nullable.ts';
import { EngineSessionId } from './session-id.ts';

const Count = Type.Integer({ minimum: 0 });
const Bytes = Type.Integer({ minimum: 0 });

/** How much of one kind there is, and may be at once. */
const Bounded = Type.Object({ now: Count, limit: Count });

/**
 * Whether a page of WhatsApp Web has each part that reads and linking use. `unknown`: no page has been looked at since
 * the start of the session.
 */
export const SelfCheck = Type.Object({
  outcome: Type.Union([Type.Literal('passed'), Type.Literal('failed'), Type.Literal('unknown')]),
  checked_at: Nullable(Timestamp),
  /** The modules and members that are missing, such as `WAWebCollections.Contact.get`. */
  missing: Type.Array(Type.String()),
});
export type SelfCheck = Static<typeof SelfCheck>;

/** What an engine says about itself, without personal data. */
export const EngineReport = Type.Object({
  version: Type.String(),
  started_at: Timestamp,
  /** Of the process, without its browsers. */
  memory_bytes: Bytes,
  /** What the container or the machine has for the process and its browsers. */
  memory_limit_bytes: Bytes,
  /** Null: the system does not say it. */
  browsers_memory_bytes: Nullable(Bytes),
  browsers: Count,
  /** How many may run. */
  browsers_limit: Count,
  /** Sessions that have a browser, wait for one, or sleep. */
  sessions: Bounded,
  /** Browsers that are starting. */
  starts: Bounded,
  reads: Bounded,
  /** One of each session that the engine holds. */
  pages: Type.Array(
    Type.Object({
      session_id: EngineSessionId,
      /** Null until the page has loaded. */
      whatsapp_web_version: Nullable(Type.String()),
      /** Of its browser. Null: it has none, or the system does not say it. */
      memory_bytes: Nullable(Bytes),
      self_check: SelfCheck,
    }),
  ),
});
export type EngineReport = Static<typeof EngineReport>;
