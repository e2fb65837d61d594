import type { Database } from '@grabber/database/connection/open-database';
import type { EngineClient } from '@grabber/engine-client';
import type { Logger } from 'pino';

/** What the events of sessions and grabs are made from. */
export type EventSources = {
  readonly db: Database;
  readonly engine: Pick<EngineClient, 'events'>;
  readonly clock: () => Date;
  readonly logger: Logger;
};
