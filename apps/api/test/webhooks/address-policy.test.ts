import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AllowedTargets, createAddressPolicy } from '../../src/webhooks/address-policy.ts';
import { postWebhook } from '../../src/webhooks/post-webhook.ts';
import { WEBHOOK_VARIABLES } from '../../src/webhooks/webhook-variables.ts';

let reached = 0;
const server = createServer((_, response) => {
  reached += 1;
  response.end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => server.close());

const NONE: AllowedTargets = { networks: [], hosts: [] };
const policyOf = (allowed: AllowedTargets, url = 'https://receiver.example/') =>
  createAddressPolicy(allowed).forUrl(new URL(url));
type Found = { address: string; family: number }[];
const resolvesTo = (found: Found) => createAddressPolicy(NONE, (_, __, done) => done(null, found));
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
  expect(policyOf(NONE).isAllowed(address)).toBe(false);
});

it.each(['8.8.8.8', '93.184.216.34', '2606:4700:4700::1111', '[2606:4700:4700::1111]'])(
  'allows %s',
  (address) => {
    expect(policyOf(NONE).isAllowed(address)).toBe(true);
  },
);

it('allows the private networks that the operator names, and no others', () => {
  const { isAllowed } = policyOf({ ...NONE, networks: ['192.168.1.0/24', 'fd12::/16'] });
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
  expect(await post(createAddressPolicy(NONE), '127.0.0.1')).toMatchObject({
    error: 'ADDRESS_FORBIDDEN',
  });
  expect(reached).toBe(0);
});

it('checks the name again for each request, and connects to what it checked', async () => {
  let lookUps = 0;
  const policy = createAddressPolicy({ ...NONE, networks: ['127.0.0.1'] }, (_, __, done) => {
    lookUps += 1;
    // A second look-up for the same request would find the other address.
    done(null, [{ address: lookUps === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
  });
  expect(await post(policy)).toMatchObject({ status: 200, error: null });
  expect([reached, lookUps]).toEqual([1, 1]);
  expect(await post(policy)).toMatchObject({ error: 'ADDRESS_FORBIDDEN' });
  expect([reached, lookUps]).toEqual([1, 2]);
});

describe('a single allowed host', () => {
  const { parse } = WEBHOOK_VARIABLES.WEBHOOK_ALLOWED_HOSTS;
  const allowing = (text: string, url: string) =>
    policyOf({ networks: [], hosts: parse(text) }, url);

  it('may be at a private address, on its port alone', () => {
    const at = (url: string) => allowing('crm.local:8080, hooks.local', url).isAllowed('10.0.0.5');
    expect(at('http://crm.local:8080/hook')).toBe(true);
    expect(at('http://CRM.local:8080/hook')).toBe(true);
    expect(at('http://crm.local/hook')).toBe(false);
    expect(at('https://hooks.local/hook')).toBe(true);
    expect(at('http://hooks.local:9/hook')).toBe(true);
    expect(at('http://other.local:8080/hook')).toBe(false);
    expect(at('http://crm.local.evil.example:8080/hook')).toBe(false);
  });

  it('may be an address, whatever name leads there', () => {
    const { isAllowed } = allowing('10.0.0.5:80, [fd12::5]:80', 'http://receiver.example/');
    expect(['10.0.0.5', '::ffff:10.0.0.5', 'fd12::5'].map(isAllowed)).toEqual([true, true, true]);
    expect(['10.0.0.6', 'fd12::6', '127.0.0.1'].map(isAllowed)).toEqual([false, false, false]);
    expect(allowing('10.0.0.5:80', 'https://receiver.example/').isAllowed('10.0.0.5')).toBe(false);
    expect(allowing('fd12::5', 'https://receiver.example/').isAllowed('fd12::5')).toBe(true);
  });

  it.each([
    '169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '0.0.0.0',
    '224.0.0.1',
  ])('may not lead to %s', (address) => {
    expect(allowing('crm.local', 'http://crm.local/').isAllowed(address)).toBe(false);
  });

  it('is resolved and checked again for each retry', async () => {
    const { port } = server.address() as AddressInfo;
    const answers = ['127.0.0.1', '169.254.169.254', '127.0.0.1'];
    const policy = createAddressPolicy(
      { networks: [], hosts: parse(`crm.local:${port}`) },
      (_, __, done) => done(null, [{ address: answers.shift() ?? '', family: 4 }]),
    );
    const before = reached;
    expect(await post(policy, 'crm.local')).toMatchObject({ status: 200 });
    expect(await post(policy, 'crm.local')).toMatchObject({ error: 'ADDRESS_FORBIDDEN' });
    expect(await post(policy, 'crm.local')).toMatchObject({ status: 200 });
    expect(reached - before).toBe(2);
  });

  it.each([
    'crm.local/path',
    'user@crm.local',
    '*.local',
    'crm.local:0',
    'crm.local:99999',
    'a b',
    '',
  ])('is not "%s"', (text) => {
    expect(() => parse(`ok.local,${text}`)).toThrow('must hold hosts like');
  });
});
