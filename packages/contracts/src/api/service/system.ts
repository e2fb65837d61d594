import { type Static, Type } from 'typebox';
import { EngineReport, SelfCheck } from '../../engine/report.ts';
import { SessionId, Timestamp } from '../../identity.ts';
import { Nullable } from '../../nullable.ts';
import { SessionBudget } from '../session.ts';

const Count = Type.Integer({ minimum: 0 });
const { pages: _, version, started_at, memory_bytes, ...ofEngine } = EngineReport.properties;

/** The self-checks of all sessions of an engine together. */
const SelfChecks = Type.Object({
  ...SelfCheck.properties,
  failed_sessions: Count,
});

export const SystemEngine = Type.Object({
  /** These three are null where there is one engine. */
  address: Nullable(Type.String()),
  /** It ends soon: its sessions move to the others. */
  draining: Nullable(Type.Boolean()),
  /** When an API process last saw it, by the database's clock. */
  heartbeat_at: Nullable(Timestamp),
  is_reachable: Type.Boolean(),
  /** Why there is no report. Null: there is one. */
  error_code: Nullable(Type.String()),
  /** Null: the engine does not answer, or is older than this. */
  report: Nullable(
    Type.Object({
      version,
      started_at,
      memory_bytes,
      ...ofEngine,
      /** The versions of WhatsApp Web in its browsers, and in how many. */
      whatsapp_web: Type.Array(Type.Object({ version: Type.String(), sessions: Count })),
      self_check: SelfChecks,
    }),
  ),
});
export type SystemEngine = Static<typeof SystemEngine>;

export const SystemDatabase = Type.Object({
  /** Of a statement on a connection that is open. Null: there was no answer. */
  latency_ms: Nullable(Type.Number({ minimum: 0 })),
  pools: Type.Array(
    Type.Object({
      name: Type.String(),
      used: Count,
      idle: Count,
      /** Requests that wait for a connection. */
      waiting: Count,
      limit: Count,
    }),
  ),
  /** Null: there was no answer. */
  migrations: Nullable(
    Type.Object({
      applied: Count,
      /** Those of this code. */
      known: Count,
    }),
  ),
});

/** `waiting`: also for another try. `failed`: given up in the last 24 hours. */
export const SystemQueue = Type.Object({
  name: Type.String(),
  waiting: Count,
  active: Count,
  failed: Count,
  oldest_waiting_at: Nullable(Timestamp),
});

/** The process that answers. The queues and the migrations are those of all processes. */
export const SystemApi = Type.Object({
  version,
  started_at,
  memory_bytes,
  /** The API processes that live now. */
  replicas: Type.Integer({ minimum: 1 }),
  database: SystemDatabase,
  /** Null: there was no answer. */
  queues: Nullable(Type.Array(SystemQueue)),
});
export type SystemApi = Static<typeof SystemApi>;

export const SystemSession = Type.Object({
  session_id: SessionId,
  whatsapp_web_version: Nullable(Type.String()),
  self_check: SelfCheck,
  budget: SessionBudget,
});

export const SystemReport = Type.Object({
  /** What concerns the sessions that the key may see. */
  sessions: Type.Array(SystemSession),
  /** Of the installation, for its key and for admins of `default`. Null: not for this key. */
  engines: Nullable(Type.Array(SystemEngine)),
  api: Nullable(SystemApi),
});
export type SystemReport = Static<typeof SystemReport>;
