import type { ApiEvent } from '@grabber/contracts/api/event';

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

/** Hands events on to those whom they are for; keeps nothing for those who are not there. */
export function createEventHub() {
  const followers = new Set<EventFollower>();
  let isOver = false;

  const isFor = (follower: EventFollower, { sessionId, workspaceId }: Concern) =>
    (follower.sessionId ?? sessionId) === sessionId &&
    (follower.workspaceId ?? workspaceId) === workspaceId;

  return {
    hasFollowers: () => followers.size > 0,
    publish(event: ApiEvent, concern: Concern): void {
      for (const follower of followers) if (isFor(follower, concern)) follower.send(event);
    },
    /** Answers the way out. */
    subscribe(follower: EventFollower): () => void {
      if (isOver) follower.end();
      else followers.add(follower);
      return () => void followers.delete(follower);
    },
    /** Ends all subscriptions, and those to come. */
    end(): void {
      isOver = true;
      for (const follower of followers) follower.end();
      followers.clear();
    },
  };
}
