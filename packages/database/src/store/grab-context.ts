import type { ClientBase } from 'pg';
import type { ExclusionKey } from '../privacy/exclusion-hash.ts';
import type { WantedEvents } from '../webhooks/queue-events.ts';
import type { RemovalLimits } from './removals/removal-guard.ts';

/** The shared values of the steps that store a grab. */
export interface GrabContext {
  /** inside the grab's transaction */
  client: ClientBase;
  session_id: string;
  now: Date;
  /** the number of this grab's changes */
  change: number;
  /** null: a person confirmed the removals of this grab */
  removal_limits: RemovalLimits | null;
  /** what excluded people are recognised with */
  exclusion_key: ExclusionKey;
  /** the events that webhooks want of this session */
  wanted: WantedEvents;
}
