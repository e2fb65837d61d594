import type { Database } from '@grabber/database/connection/open-database';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { RemovalLimits } from '@grabber/database/store/removal-guard';
import type { EngineClient } from '@grabber/engine-client';
import type { KeyedSemaphore } from '@grabber/primitives/keyed-semaphore';
import type { Semaphore } from '@grabber/primitives/semaphore';
import type { TextCipher } from '@grabber/service-kit/text-cipher';
import type { Logger } from 'pino';
import type { LiveEvents } from './events/live-events.ts';
import type { GrabAnswers } from './grabs/grab-answers.ts';
import type { GrabEvents } from './grabs/grab-events.ts';
import type { GrabQueue } from './grabs/grab-queue.ts';
import type { GrabWatch } from './grabs/grab-watch.ts';
import type { SharedRuns } from './grabs/shared-runs.ts';
import type { GrabJobs } from './jobs/grab-jobs.ts';
import type { KeyUseWork } from './jobs/key-use-work.ts';

/** What the use cases work with. Created once, in dependencies.ts. */
export type Context = {
  readonly db: Database;
  readonly engine: EngineClient;
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
  readonly streams: Semaphore;
  /** Limits the export files, which take longer to send. */
  readonly exports: KeyedSemaphore;
  /** The events of sessions and grabs in all processes. */
  readonly events: LiveEvents;
  /** How often an open event stream checks its key and its sessions. */
  readonly eventCheckMs: number;
  /** Stores when keys were last used. */
  readonly keyUses: KeyUseWork;
  /** Encrypts what the database must not hold in clear, with ENCRYPTION_KEY. */
  readonly cipher: TextCipher;
  readonly clock: () => Date;
  readonly grabTimeoutMs: number;
  /** How much a grab may make inactive that it is the first to miss. */
  readonly removalLimits: RemovalLimits;
  /** How long inactive memberships are kept; null: without limit. */
  readonly contactRetentionDays: number | null;
  /** How long running grabs may go on while the service closes. */
  readonly closeGraceMs: number;
};
