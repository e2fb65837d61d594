import { type Static, Type } from 'typebox';
import { Nullable } from '../nullable.ts';
import { EngineSessionId } from './session-id.ts';

/**
 * The header of a request about a session: the generation of the lease under which the API sends it. The engine refuses
 * another generation than the one it holds with LEASE_LOST. Without the header a request counts for the lease it meets.
 */
export const LEASE_HEADER = 'x-lease-generation';

/** The number of a lease of one session. Each new lease has a higher one; a renewal keeps it. */
export const LeaseGeneration = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/**
 * The right to run the browser of a session. `until_ms`: when it ends, by the clock of the process `boot_id` of the
 * engine (`now_ms` of its identity). Null: it does not end by time.
 */
export const GivenLease = Type.Object(
  {
    boot_id: Type.String({ minLength: 1, maxLength: 64 }),
    generation: LeaseGeneration,
    until_ms: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type GivenLease = Static<typeof GivenLease>;

const Count = Type.Integer({ minimum: 0 });
const Bounded = Type.Object({ now: Count, limit: Count });

const Link = Type.Union([Type.Literal('connected'), Type.Literal('unlinked')]);

/** What an engine is, has room for and holds, for those who place sessions on engines. */
export const EngineIdentity = Type.Object({
  /** Of its data directory: a new process on the same profiles has the same. */
  engine_id: Type.String({ format: 'uuid' }),
  /** Of this process. */
  boot_id: Type.String({ minLength: 1, maxLength: 64 }),
  version: Type.String(),
  /** Milliseconds by a clock that only runs forward, since the process started. */
  now_ms: Type.Integer({ minimum: 0 }),
  /** It ends soon and takes no session. */
  draining: Type.Boolean(),
  browsers: Bounded,
  sessions: Bounded,
  holds: Type.Array(
    Type.Object({
      session_id: EngineSessionId,
      /** Of the last lease that this process held and has not lost. Null: none. */
      generation: Type.Union([LeaseGeneration, Type.Null()]),
      /** It runs, or last ran, under a lease that ends by time. Else the engine runs it for itself. */
      is_leased: Type.Boolean(),
      /** A browser runs, or is about to, or its profile is being sealed: the lease is in use. */
      has_browser: Type.Boolean(),
      /** The profile is linked to a phone. */
      is_linked: Type.Boolean(),
      /** The last stored copy that this profile was sealed as or restored from; 0: none. */
      bundle_generation: Type.Integer({ minimum: 0 }),
      /** No browser has run since that copy was stored. */
      bundle_is_current: Type.Boolean(),
      /** The lease under which the profile's browser last ran. 0: it last ran without one. An older engine does not say. */
      profile_generation: Type.Optional(Type.Integer({ minimum: 0 })),
      /** What WhatsApp has shown of the link under the lease of `generation`: that it lives, or that it was ended. */
      link: Type.Optional(Nullable(Link)),
    }),
  ),
});
export type EngineIdentity = Static<typeof EngineIdentity>;

export const RenewLeasesBody = Type.Object(
  {
    boot_id: Type.String({ minLength: 1, maxLength: 64 }),
    leases: Type.Array(
      Type.Object({
        session_id: EngineSessionId,
        generation: LeaseGeneration,
        until_ms: Type.Integer({ minimum: 0 }),
      }),
      { maxItems: 1_000 },
    ),
  },
  { additionalProperties: false },
);
export type RenewLeasesBody = Static<typeof RenewLeasesBody>;

/** The sessions whose lease the engine does not hold, or no longer: it was another process, or another generation. */
export const RenewedLeases = Type.Object({ refused: Type.Array(EngineSessionId) });
export type RenewedLeases = Static<typeof RenewedLeases>;

/** `generation`: the `profile_generation` that the engine has said of it. The engine keeps a profile of another one. */
export const DropProfileQuery = Type.Object(
  { generation: Type.String({ pattern: '^\\d{1,15}$' }) },
  { additionalProperties: false },
);

/** The session of which something was removed. */
export const RemovedFrom = Type.Object({ session_id: EngineSessionId });
