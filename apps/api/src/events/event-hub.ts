import type { ApiEvent } from '@grabber/contracts/api/event';
import { createPublisher } from '@grabber/primitives/publisher';

/** Whom an event concerns: it is told to the followers of the session and of its workspace. */
export type Concern = { readonly sessionId: string; readonly workspaceId: string };

export type EventFollower = {
  /** Null: every workspace. */
  readonly workspaceId: string | null;
  /** Null: every session of the workspace. */
  readonly sessionId: string | null;
  /** Must not throw, and must not wait. */
  send(event: ApiEvent): void;
  /** There will be no more events. */
  end(): void;
};

export type EventHub = ReturnType<typeof createEventHub>;

/** Publishes events to the followers that they are for. */
export function createEventHub() {
  const publisher = createPublisher<ApiEvent, EventFollower>();
  return {
    hasFollowers: publisher.hasSubscribers,
    publish(event: ApiEvent, { sessionId, workspaceId }: Concern): void {
      publisher.publish(
        event,
        (follower) =>
          (follower.sessionId ?? sessionId) === sessionId &&
          (follower.workspaceId ?? workspaceId) === workspaceId,
      );
    },
    subscribe: publisher.subscribe,
    /** Ends all subscriptions, and those to come. */
    end: publisher.end,
  };
}
