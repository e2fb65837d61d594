import { WEBHOOK_EVENT_TYPES } from '@grabber/contracts/api/webhook';
import { expect, test } from 'vitest';
import { EVENT_TYPES, knownTypes } from '../../src/rooms/webhooks/webhook-events.ts';
import { readWebhooksSearch } from '../../src/rooms/webhooks/webhooks-search.ts';

test('offers every type of event that the API knows', () => {
  expect([...EVENT_TYPES].sort()).toEqual([...WEBHOOK_EVENT_TYPES].sort());
});

test('leaves out a type that it does not know', () => {
  expect(knownTypes(['session.status', 'of.later', 'contact.created'])).toEqual([
    'contact.created',
    'session.status',
  ]);
});

test('takes the webhook from the address', () => {
  expect(readWebhooksSearch({ webhook: 'x' })).toEqual({ webhook: 'x' });
  expect(readWebhooksSearch({ webhook: ['x'] })).toEqual({});
});
