import type { Database } from '@grabber/database/connection/open-database';
import type { Logger } from 'pino';
import type { KnownEngines } from './known-engines.ts';
import type { LeaseRules } from './lease-rules.ts';
import type { PlacementObserver } from './placement-observer.ts';

/** What an engine pool, and each part of it, is made of. */
export type PoolParts = {
  readonly db: Database;
  readonly engines: KnownEngines;
  readonly rules: LeaseRules;
  readonly logger: Logger;
  readonly observer: PlacementObserver;
};
