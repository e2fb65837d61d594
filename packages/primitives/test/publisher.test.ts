import { expect, it } from 'vitest';
import { createPublisher, type Subscriber } from '../src/publisher.ts';

type Named = Subscriber<number> & { readonly name: string };

function recorder(name = 'one') {
  const seen: (number | 'end')[] = [];
  const subscriber: Named = {
    name,
    send: (event) => void seen.push(event),
    end: () => void seen.push('end'),
  };
  return { seen, subscriber };
}

it('an event reaches those who are subscribed by then, and none else', () => {
  const publisher = createPublisher<number, Named>();
  publisher.publish(1);
  const [first, second] = [recorder(), recorder()];
  const leave = publisher.subscribe(first.subscriber);
  publisher.subscribe(second.subscriber);
  publisher.publish(2);
  leave();
  publisher.publish(3);
  expect(first.seen).toEqual([2]);
  expect(second.seen).toEqual([2, 3]);
});

it('an event reaches only the subscribers that it is for', () => {
  const publisher = createPublisher<number, Named>();
  const [one, other] = [recorder('one'), recorder('other')];
  publisher.subscribe(one.subscriber);
  publisher.subscribe(other.subscriber);
  publisher.publish(1, ({ name }) => name === 'other');
  expect([one.seen, other.seen]).toEqual([[], [1]]);
});

it('one subscriber may subscribe twice, and end each subscription alone', () => {
  const publisher = createPublisher<number, Named>();
  const { seen, subscriber } = recorder();
  const leave = publisher.subscribe(subscriber);
  publisher.subscribe(subscriber);
  publisher.publish(1);
  leave();
  leave();
  expect(publisher.hasSubscribers()).toBe(true);
  publisher.publish(2);
  expect(seen).toEqual([1, 1, 2]);
});

it('one that leaves while an event is sent does not keep it from the others', () => {
  const publisher = createPublisher<number>();
  const leave = publisher.subscribe({ send: () => leave() });
  const { seen, subscriber } = recorder();
  publisher.subscribe(subscriber);
  publisher.publish(1);
  expect(seen).toEqual([1]);
});

it('the end ends all subscriptions once, and those that come later at once', () => {
  const publisher = createPublisher<number, Named>();
  const [early, late] = [recorder(), recorder()];
  publisher.subscribe(early.subscriber);
  publisher.subscribe({ name: 'without an end', send: () => undefined });
  publisher.end();
  publisher.end();
  publisher.subscribe(late.subscriber);
  publisher.publish(1);
  expect([early.seen, late.seen]).toEqual([['end'], ['end']]);
  expect(publisher.hasSubscribers()).toBe(false);
});
