import { describe, expect, it } from 'vitest';
import { isLetThrough, NAME, podOf, type Side } from '../support/kubernetes/network.ts';
import { named, render } from '../support/kubernetes/render.ts';
import { readDocument } from '../support/markdown.ts';

const EXAMPLE = render('deploy/kubernetes/overlays/example');
const POLICIES = EXAMPLE.filter(({ kind }) => kind === 'NetworkPolicy');
const API = podOf(named(EXAMPLE, 'Deployment', 'grabber-api'));
const ENGINE = podOf(named(EXAMPLE, 'StatefulSet', 'grabber-engine'));

const elsewhere = <Labels extends Record<string, string>>(
  namespace: Labels,
  labels: Record<string, string>,
) => ({
  labels,
  namespace,
  address: '10.244.2.2',
});
const PROMETHEUS_LABELS = { 'app.kubernetes.io/name': 'prometheus' };
const SIDES = {
  API,
  engine: ENGINE,
  'another pod of the namespace': { ...API, labels: { 'app.kubernetes.io/name': 'other' } },
  'the names of the cluster': elsewhere({ [NAME]: 'kube-system' }, { 'k8s-app': 'kube-dns' }),
  "the names of the node's cache": { address: '169.254.20.10' },
  'the database': { address: '10.20.0.7' },
  'another private address': { address: '10.30.0.7' },
  "a neighbour of the provider's network": { address: '100.64.3.2' },
  "the provider's data of the machine": { address: '169.254.169.254' },
  'a private address of IPv6': { address: 'fd12::7' },
  'the internet': { address: '157.240.0.60' },
  'the internet by IPv6': { address: '2a03:2880::60' },
  Prometheus: elsewhere({ [NAME]: 'monitoring' }, PROMETHEUS_LABELS),
  'another pod beside Prometheus': elsewhere({ [NAME]: 'monitoring' }, { app: 'grafana' }),
  'a pod elsewhere with the name of Prometheus': elsewhere({ [NAME]: 'other' }, PROMETHEUS_LABELS),
  'an allowed client': elsewhere({ [NAME]: 'ingress-nginx', 'grabber-clients': 'allowed' }, {}),
  'a client of another namespace': elsewhere({ [NAME]: 'shop' }, {}),
} satisfies Record<string, Side>;

type Name = keyof typeof SIDES;
type Case = readonly [from: Name, to: Name, port: number, protocol?: 'TCP' | 'UDP'];

const NAMES = ['the names of the cluster', "the names of the node's cache"] as const;
const LET_THROUGH: readonly Case[] = [
  ['API', 'engine', 3001],
  ['API', 'the database', 5432],
  ['API', 'the internet', 443],
  ['API', 'the internet', 80],
  ['API', 'the internet by IPv6', 443],
  ['engine', 'the internet', 443],
  ['engine', 'the internet by IPv6', 443],
  ...(['API', 'engine'] as const).flatMap((from) =>
    NAMES.flatMap((to): Case[] => [
      [from, to, 53, 'UDP'],
      // An answer that is too long for UDP.
      [from, to, 53, 'TCP'],
    ]),
  ),
  ['an allowed client', 'API', 3000],
  ['Prometheus', 'API', 3000],
  ['Prometheus', 'engine', 3001],
];
const PRIVATE: readonly Name[] = [
  ...(['another private address', "a neighbour of the provider's network"] as const),
  ...(["the provider's data of the machine", 'a private address of IPv6'] as const),
];
const REFUSED: readonly Case[] = [
  ['engine', 'API', 3000],
  ['engine', 'engine', 3001],
  ['engine', 'the database', 5432],
  ['engine', 'the internet', 80],
  ['another pod of the namespace', 'engine', 3001],
  ['another pod of the namespace', 'API', 3000],
  ['an allowed client', 'engine', 3001],
  ['a client of another namespace', 'API', 3000],
  ['another pod beside Prometheus', 'API', 3000],
  ['another pod beside Prometheus', 'engine', 3001],
  ['a pod elsewhere with the name of Prometheus', 'engine', 3001],
  ...(['API', 'engine'] as const).flatMap((from) => PRIVATE.map((to): Case => [from, to, 443])),
  ['API', 'another private address', 5432],
  ['API', 'the names of the cluster', 443],
];

const isThrough = ([from, to, port, protocol = 'TCP']: Case) =>
  isLetThrough(POLICIES, { from: SIDES[from], to: SIDES[to], protocol, port });

const titled = (cases: readonly Case[]) =>
  cases.map((one) => [`${one[0]} reach ${one[1]} at port ${one.slice(2).join(' ')}`, one] as const);

describe('the network policies of the example', () => {
  it.each(titled(LET_THROUGH))('let %s', (_, connection) => {
    expect(isThrough(connection)).toBe(true);
  });
  it.each(titled(REFUSED))('do not let %s', (_, connection) => {
    expect(isThrough(connection)).toBe(false);
  });
});

it('the document says how a namespace gets the label of clients', () => {
  const { 'grabber-clients': value } = SIDES['an allowed client'].namespace;
  const text = readDocument('docs/operating/kubernetes.md');
  expect(text).toContain(`kubectl label namespace ingress-nginx grabber-clients=${value}`);
});

it('without an overlay the API reaches a database at any address, and the rest is the same', () => {
  const base = render('deploy/kubernetes/base');
  const policy = (all: typeof base) => structuredClone(named(all, 'NetworkPolicy', 'grabber-api'));
  const [own, ofExample] = [policy(base).spec, policy(EXAMPLE).spec];
  delete ofExample.egress[1].to;
  expect(own).toEqual(ofExample);
});
