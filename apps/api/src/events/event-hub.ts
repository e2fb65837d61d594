import type { ApiEvent } from '@grabber/contracts/api/event';
import { createPublisher } from '@grabber/primitives/publisher';

/** What an event is about. Followers of the session and of its workspace receive it. */
export type Concern = { readonly sessionId: string; readonly workspaceId: string };

export type EventFollower = {
  /** Null: every workspace. */
  readonly workspaceId: string | null;
  /** Null: every session that it may see. */
  readonly sessionId: string | null;
  /** The sessions that it may see. Null: every session of the workspace. */
  readonly sessionIds: readonly string[] | null;
  /** Must not throw and must not block. */
  send(event: ApiEvent): void;
  /** Called once, when no more events will come. */
  end(): void;
};

export type EventHub = ReturnType<typeof createEventHub>;

/** Sends each event to the followers that may see it. */
export function createEventHub() {
  const publisher = createPublisher<ApiEvent, EventFollower>();
  return {
    hasFollowers: publisher.hasSubscribers,
    publish(event: ApiEvent, { sessionId, workspaceId }: Concern): void {
      publisher.publish(
        event,
        (follower) =>
          (follower.sessionId ?? sessionId) === sessionId &&
          follower.sessionIds?.includes(sessionId) !== false &&
          (follower.workspaceId ?? workspaceId) === workspaceId,
      );
    },
    subscribe: publisher.subscribe,
    /** Ends all current and future subscriptions. */
    end: publisher.end,
  };
}
