import { BlockList, isIPv6 } from 'node:net';
import { containersOf, type Manifest } from './render.ts';

/** The label with which each namespace carries its name. */
export const NAME = 'kubernetes.io/metadata.name';

type Labels = Readonly<Record<string, string>>;
type Selector = { readonly matchLabels?: Labels };
type Block = { readonly cidr: string; readonly except?: readonly string[] };
type Peer = {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: Block;
};
type Rule = {
  /** Of its policy. */
  readonly namespace: string | undefined;
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly protocol: string; readonly port: string | number }[];
};

/** One side of a connection: a pod with its labels and those of its namespace, or an address outside of the cluster. */
export type Side = {
  readonly labels?: Labels;
  readonly namespace?: Labels;
  readonly address: string;
  /** The numbers of its named ports. */
  readonly ports?: Readonly<Record<string, number>>;
};

export type Connection = {
  readonly from: Side;
  readonly to: Side;
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
};

/** Any of the pods of a workload, as a side. */
export function podOf(workload: Manifest, address = '10.244.1.1'): Side {
  const { spec, metadata } = workload;
  const named = containersOf(workload).flatMap(({ ports = [] }) => ports);
  return {
    labels: spec.template.metadata.labels,
    namespace: { [NAME]: metadata.namespace ?? '' },
    address,
    ports: Object.fromEntries(named.map(({ name, containerPort }) => [name, containerPort])),
  };
}

/** Whether a network that applies the policies of one namespace lets a connection through. */
export function isLetThrough(policies: readonly Manifest[], connection: Connection): boolean {
  const { from, to } = connection;
  const leaves = rulesFor(policies, from, 'Egress');
  const enters = rulesFor(policies, to, 'Ingress');
  return (
    (leaves === null || leaves.some((rule) => fits(rule, rule.to, to, connection))) &&
    (enters === null || enters.some((rule) => fits(rule, rule.from, from, connection)))
  );
}

/** The rules of a direction for a pod, or null where no policy is about them, so that all is let through. */
function rulesFor(policies: readonly Manifest[], side: Side, type: 'Egress' | 'Ingress') {
  const own = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === side.namespace?.[NAME] &&
      selects(spec.podSelector, side.labels) &&
      spec.policyTypes.includes(type),
  );
  const field = type === 'Egress' ? 'egress' : 'ingress';
  if (own.length === 0) return null;
  return own.flatMap(({ metadata: { namespace }, spec }): Rule[] =>
    (spec[field] ?? []).map((rule: Rule) => ({ ...rule, namespace })),
  );
}

function fits(
  { namespace, ports }: Rule,
  peers: readonly Peer[] | undefined,
  other: Side,
  { to, protocol, port }: Connection,
): boolean {
  const isPort = (one: { protocol: string; port: string | number }) =>
    one.protocol === protocol && (to.ports?.[one.port] ?? one.port) === port;
  return (
    (ports?.some(isPort) ?? true) && (peers?.some((peer) => isPeer(peer, other, namespace)) ?? true)
  );
}

function isPeer(
  { podSelector, namespaceSelector, ipBlock }: Peer,
  side: Side,
  own: string | undefined,
): boolean {
  if (ipBlock) return isIn(ipBlock, side.address);
  const isNamespace = namespaceSelector
    ? selects(namespaceSelector, side.namespace)
    : side.namespace?.[NAME] === own;
  return isNamespace && (podSelector === undefined || selects(podSelector, side.labels));
}

function selects({ matchLabels = {} }: Selector, labels: Labels | undefined): boolean {
  return (
    labels !== undefined &&
    Object.entries(matchLabels).every(([name, value]) => labels[name] === value)
  );
}

function isIn({ cidr, except = [] }: Block, address: string): boolean {
  return holds([cidr], address) && !holds(except, address);
}

function holds(ranges: readonly string[], address: string): boolean {
  const list = new BlockList();
  // Of its own family alone: Node finds each IPv4 address in `::/0`, and a network does not.
  for (const range of ranges.filter((one) => one.includes(':') === isIPv6(address))) {
    const [start = '', prefix] = range.split('/');
    list.addSubnet(start, Number(prefix), isIPv6(start) ? 'ipv6' : 'ipv4');
  }
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
