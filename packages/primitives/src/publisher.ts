/** One that gets what is published from now on. Its functions must not throw, and must not wait. */
export type Subscriber<Event> = {
  send(event: Event): void;
  /** No more events will come. */
  end?(): void;
};

export type Publisher<Event, S extends Subscriber<Event>> = {
  /** Sends the event to the subscribers that it is for; by default to all. */
  publish(event: Event, isFor?: (subscriber: S) => boolean): void;
  hasSubscribers(): boolean;
  /** Returns the function that ends the subscription. After `end`, the subscriber is ended at once. */
  subscribe(subscriber: S): () => void;
  /** Ends all subscriptions. */
  end(): void;
};

/**
 * Publishes events within this process and keeps none. Own code: an EventEmitter cannot pick its
 * listeners by event, cannot end them, and throws when the event is called `error`.
 */
export function createPublisher<
  Event,
  S extends Subscriber<Event> = Subscriber<Event>,
>(): Publisher<Event, S> {
  const subscriptions = new Set<{ readonly subscriber: S }>();
  let isEnded = false;
  return {
    publish(event, isFor = () => true) {
      for (const { subscriber } of subscriptions) if (isFor(subscriber)) subscriber.send(event);
    },
    hasSubscribers: () => subscriptions.size > 0,
    subscribe(subscriber) {
      // An object of its own: one subscriber may subscribe twice, and end each subscription alone.
      const subscription = { subscriber };
      if (isEnded) subscriber.end?.();
      else subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
    end() {
      isEnded = true;
      for (const { subscriber } of subscriptions) subscriber.end?.();
      subscriptions.clear();
    },
  };
}
