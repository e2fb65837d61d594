import type { Database } from '@grabber/database/connection/open-database';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { ExclusionKey } from '@grabber/database/privacy/exclusion-hash';
import type { RemovalLimits } from '@grabber/database/store/removals/removal-guard';
import type { EngineClient } from '@grabber/engine-client';
import type { FairSemaphore } from '@grabber/primitives/fair-semaphore';
import type { TextCipher } from '@grabber/service-kit/text-cipher';
import type { Logger } from 'pino';
import type { EnginePool } from './engines/engine-pool.ts';
import type { LoneEngine } from './engines/lone-engine.ts';
import type { LiveEvents } from './events/live-events.ts';
import type { GrabAnswers } from './grabs/grab-answers.ts';
import type { GrabEvents } from './grabs/grab-events.ts';
import type { GrabQueue } from './grabs/grab-queue.ts';
import type { GrabWatch } from './grabs/grab-watch.ts';
import type { SharedRuns } from './grabs/shared-runs.ts';
import type { Health } from './health/health.ts';
import type { Installation } from './health/installation.ts';
import type { AuditWork } from './jobs/audit-work.ts';
import type { GrabJobs } from './jobs/grab-jobs.ts';
import type { KeyUseWork } from './jobs/key-use-work.ts';
import type { ReplicaWork } from './jobs/replica-work.ts';
import type { ApiMetrics } from './metrics/api-metrics.ts';
import type { SleepRules } from './sessions/sleep-variables.ts';
import type { WhatsAppBudget } from './sessions/whatsapp-budget.ts';
import type { WebhookSending } from './webhooks/webhook-sending.ts';

/** How much one workspace may have: sessions, keys and webhooks in all, exports and event streams at once. */
type WorkspaceLimits = {
  readonly sessions: number;
  readonly keys: number;
  readonly exports: number;
  readonly eventStreams: number;
  readonly webhooks: number;
};

/** What the use cases work with. Created once, in dependencies.ts. */
export type Context = {
  readonly db: Database;
  readonly engine: EngineClient;
  /** The same, where there are several engines. Null: there is one, and nothing is placed. */
  readonly pool: EnginePool | null;
  /** The only engine. Null: there are several. */
  readonly lone: LoneEngine | null;
  readonly logger: Logger;
  /** The grabs of this process that can be joined. */
  readonly grabs: SharedRuns<GrabRow>;
  readonly grabQueue: GrabQueue;
  /** Stops running grabs that were cancelled. */
  readonly watch: GrabWatch;
  /** The queue of durable grabs. */
  readonly jobs: GrabJobs;
  /** The events of the grabs of this process. */
  readonly grabEvents: GrabEvents;
  /** Limits the requests for grabs, and their answers. */
  readonly grabAnswers: GrabAnswers;
  /** Limits the lists that are read from the database while they are sent. */
  readonly streams: FairSemaphore;
  /** Limits the pages that are read from the database at once. */
  readonly reads: FairSemaphore;
  /** Limits those of them that cost more than reading their rows. */
  readonly costlyReads: FairSemaphore;
  /** Limits the export files, which take longer to send. */
  readonly exports: FairSemaphore;
  /** The events of sessions and grabs in all processes. */
  readonly events: LiveEvents;
  /** How often an open event stream checks its key and its sessions. */
  readonly eventCheckMs: number;
  /** How many API processes share the limits. */
  readonly replicas: ReplicaWork;
  /** Stores when keys were last used. */
  readonly keyUses: KeyUseWork;
  /** Encrypts what the database must not hold in clear, with ENCRYPTION_KEY. */
  readonly cipher: TextCipher;
  /** What excluded people are recognised with: EXCLUSION_KEY. */
  readonly exclusionKey: ExclusionKey;
  readonly health: Health;
  readonly installation: Installation;
  readonly metrics: ApiMetrics;
  /** Stores what was done with which key. */
  readonly audit: AuditWork;
  /** What each session may still do that WhatsApp sees. */
  readonly budget: WhatsAppBudget;
  /** How sessions that are kept asleep sleep and wake. */
  readonly sleep: SleepRules;
  /** How webhooks are sent. */
  readonly webhooks: WebhookSending;
  readonly clock: () => Date;
  /** The address under which clients reach the API, without a slash at its end. Null: not set. */
  readonly publicUrl: string | null;
  readonly grabTimeoutMs: number;
  /** The bounds of each workspace. */
  readonly workspaceLimits: WorkspaceLimits;
  /** How much a grab may make inactive that it is the first to miss. */
  readonly removalLimits: RemovalLimits;
  /** How long inactive memberships are kept; null: without limit. */
  readonly contactRetentionDays: number | null;
  /** How long running grabs may go on while the service closes. */
  readonly closeGraceMs: number;
};
