import type { Database } from '@grabber/database/connection/open-database';
import type { EngineClient } from '@grabber/engine-client';
import type { Logger } from 'pino';
import type { WhatsAppBudget } from '../sessions/whatsapp-budget.ts';

/** The sources of the events of sessions and grabs. */
export type EventSources = {
  readonly db: Database;
  readonly engine: Pick<EngineClient, 'events'>;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Counts the restarts that the engine reports. */
  readonly budget: Pick<WhatsAppBudget, 'note'>;
};
