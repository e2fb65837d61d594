import type { GrabKind, GrabState } from '@grabber/database/grabs/grab-row';

/** What happens to the grabs that run in this process. */
export type GrabEvent = {
  readonly grab_id: string;
  readonly session_id: string;
  readonly kind: GrabKind;
} & (
  | { readonly type: 'state'; readonly state: GrabState }
  /** How much has arrived from the engine; its estimates are null until it has told them. */
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
 * Tells who listens, in this process only. State changes of all processes are told by the database:
 * NOTIFY on the channel `grab_changed`, which listen-grab-changes.ts receives.
 */
export type GrabEvents = {
  emit(event: GrabEvent): void;
  /** Answers the function that ends it. A listener must not throw, and must not wait. */
  subscribe(listener: (event: GrabEvent) => void): () => void;
};

export function createGrabEvents(): GrabEvents {
  const listeners = new Set<(event: GrabEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      // Wrapped, so that one function may listen twice and end each time for itself.
      const own = (event: GrabEvent) => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
