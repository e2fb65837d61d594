import type { GrabKind, GrabState } from '@grabber/database/grabs/grab-row';
import { createPublisher } from '@grabber/primitives/publisher';

/** An event of a grab that runs in this process. */
export type GrabEvent = {
  readonly grab_id: string;
  readonly session_id: string;
  readonly kind: GrabKind;
} & (
  | { readonly type: 'state'; readonly state: GrabState }
  /** How much has arrived from the engine. The estimates are null until the engine sends them. */
  | {
      readonly type: 'progress';
      readonly groups: number;
      readonly participants: number;
      readonly contacts: number;
      readonly estimated_groups: number | null;
      readonly estimated_contacts: number | null;
      readonly queries_sent: number;
    }
);

/**
 * The events of this process only. State changes of all processes come from the database:
 * NOTIFY on the channel `grab_changed`, which listen-changes.ts receives.
 */
export type GrabEvents = {
  emit(event: GrabEvent): void;
  /** Answers the function that ends the subscription. A listener must not throw and must not block. */
  subscribe(listener: (event: GrabEvent) => void): () => void;
};

export function createGrabEvents(): GrabEvents {
  const publisher = createPublisher<GrabEvent>();
  return {
    emit: publisher.publish,
    subscribe: (listener) => publisher.subscribe({ send: listener }),
  };
}
