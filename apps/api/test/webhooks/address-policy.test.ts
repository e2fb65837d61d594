import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAddressPolicy } from '../../src/webhooks/address-policy.ts';
import { postWebhook } from '../../src/webhooks/post-webhook.ts';

let reached = 0;
const server = createServer((_, response) => {
  reached += 1;
  response.end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => server.close());

type Found = { address: string; family: number }[];
const resolvesTo = (found: Found) => createAddressPolicy([], (_, __, done) => done(null, found));
const post = (policy: ReturnType<typeof createAddressPolicy>, host = 'receiver.example') => {
  const { port } = server.address() as AddressInfo;
  const url = `http://${host}:${port}/`;
  return postWebhook({ url, headers: {}, body: '{}', timeoutMs: 15_000, policy });
};

it.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'ff02::1',
  '2002:7f00:1::',
  '2001:db8::1',
  'not-an-address',
])('forbids %s', (address) => {
  expect(createAddressPolicy([]).isAllowed(address)).toBe(false);
});

it.each(['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '[2606:4700:4700::1111]'])(
  'allows %s',
  (address) => {
    expect(createAddressPolicy([]).isAllowed(address)).toBe(true);
  },
);

it('allows the private networks that the operator names, and no others', () => {
  const { isAllowed } = createAddressPolicy(['192.168.1.0/24', 'fd12::/16']);
  expect(['192.168.1.7', '::ffff:192.168.1.7', 'fd12::7'].map(isAllowed)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['192.168.2.7', '127.0.0.1', 'fd13::7'].map(isAllowed)).toEqual([false, false, false]);
});

it('connects to no name that leads to a forbidden address', async () => {
  const policy = resolvesTo([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  expect(await post(policy)).toMatchObject({ status: null, error: 'ADDRESS_FORBIDDEN' });
  expect(await post(createAddressPolicy([]), '127.0.0.1')).toMatchObject({
    error: 'ADDRESS_FORBIDDEN',
  });
  expect(reached).toBe(0);
});

it('checks the name again for each request, and connects to what it checked', async () => {
  let lookUps = 0;
  const policy = createAddressPolicy(['127.0.0.1'], (_, __, done) => {
    lookUps += 1;
    // A second look-up for the same request would find the other address.
    done(null, [{ address: lookUps === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
  });
  expect(await post(policy)).toMatchObject({ status: 200, error: null });
  expect([reached, lookUps]).toEqual([1, 1]);
  expect(await post(policy)).toMatchObject({ error: 'ADDRESS_FORBIDDEN' });
  expect([reached, lookUps]).toEqual([1, 2]);
});
