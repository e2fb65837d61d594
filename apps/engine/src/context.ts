import type { HealthChecks } from '@grabber/service-kit/health';
import type { Logger } from 'pino';
import type { ProfileBundles } from './bundles/profile-bundles.ts';
import type { Config } from './config.ts';
import type { EngineEvents } from './events/engine-events.ts';
import type { ReadAdmission } from './limits/read-admission.ts';
import type { EngineMetrics } from './metrics/engine-metrics.ts';
import type { SealedProxies } from './sessions/sealed-proxies.ts';
import type { SessionRegistry } from './sessions/session-registry.ts';
import type { EngineProcess } from './use-cases/describe-engine.ts';
import type { ReadObserver } from './use-cases/observe-read.ts';

/** What the routes work with; made once, in dependencies.ts. */
export type Context = {
  readonly config: Config;
  readonly logger: Logger;
  /** The shared secret, and those that it replaced and that still count. */
  readonly secrets: readonly string[];
  readonly engine: EngineProcess;
  readonly sessions: SessionRegistry;
  /** The stored copies of profiles. Null: the engine has no store. */
  readonly bundles: ProfileBundles | null;
  readonly proxies: SealedProxies;
  readonly reads: ReadAdmission;
  readonly readObserver: ReadObserver;
  readonly events: EngineEvents;
  readonly metrics: EngineMetrics;
  readonly health: HealthChecks;
  /** Called when a client asks for the engine's identity. */
  readonly onIdentity: () => void;
  /** Puts the sessions that run under leases to sleep while the server still answers. Never rejects. */
  readonly drain: (signal: AbortSignal) => Promise<void>;
  /** Lets running reads finish within the grace, then stops all sessions. Safe to call twice. */
  readonly close: () => Promise<void>;
};
