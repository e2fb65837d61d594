import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import {
  type AddressRange,
  isAddressWithin,
  parseAddressRange,
} from '@grabber/primitives/address-ranges';
import type { AllowedHost } from './allowed-hosts.ts';

const rangesOf = (texts: readonly string[]) =>
  texts.map(parseAddressRange).filter((range): range is AddressRange => range !== null);

/** Special addresses of IANA's registry: private, local, of documents, multicast and reserved. */
const FORBIDDEN = rangesOf(
  `0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
  192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
  203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 2001::/23 2001:db8::/32 2002::/16 3fff::/20`.split(/\s+/),
);
/** Of IPv6 everything else is local, translated or not given out. */
const PUBLIC_V6 = rangesOf(['2000::/3']);

/** What an allowed host may lead to. Never to link-local addresses, and so not to cloud metadata. */
const PRIVATE = rangesOf([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
]);
/** Cloud metadata at private addresses. */
const METADATA = rangesOf(['100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254']);

/** The name leads to no address that a webhook may be sent to. */
export class AddressForbidden extends Error {
  override readonly name = 'AddressForbidden';
  readonly code = 'ADDRESS_FORBIDDEN';

  constructor() {
    super(
      'The address is private or reserved, and not in WEBHOOK_ALLOWED_NETWORKS or WEBHOOK_ALLOWED_HOSTS.',
    );
  }
}

/** Which addresses the requests to one receiver may go to. */
type TargetPolicy = {
  isAllowed(address: string): boolean;
  /** Resolves a name for a connection. The connection goes to what was checked, whatever the name says next. */
  readonly lookup: LookupFunction;
};

/** Which addresses webhooks may be sent to. */
export type AddressPolicy = { forUrl(url: URL): TargetPolicy };

/** What the operator allows although it is private. */
export type AllowedTargets = {
  readonly networks: readonly string[];
  readonly hosts: readonly AllowedHost[];
};

type Resolve = (
  name: string,
  options: { readonly all: true },
  done: (error: Error | null, found: { address: string; family: number }[]) => void,
) => void;

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };
const withoutBrackets = (host: string) => host.replace(/^\[|\]$/g, '');

export function createAddressPolicy(
  { networks, hosts }: AllowedTargets,
  resolve: Resolve = resolveName as Resolve,
): AddressPolicy {
  const exceptions = rangesOf(networks);
  return {
    forUrl(url) {
      const port = Number(url.port) || DEFAULT_PORTS[url.protocol];
      const allowed = hosts.filter((host) => host.port === null || host.port === port);
      const isHostAllowed = allowed.some(({ host }) => host === withoutBrackets(url.hostname));
      const addresses = rangesOf(allowed.map(({ host }) => host));
      function isAllowed(address: string): boolean {
        const bare = withoutBrackets(address);
        if (isIP(bare) === 0) return false;
        if (isAddressWithin(exceptions, bare) || isAddressWithin(addresses, bare)) return true;
        if (isHostAllowed && isAddressWithin(PRIVATE, bare))
          return !isAddressWithin(METADATA, bare);
        return isPublic(bare);
      }
      return { isAllowed, lookup: checkedLookup(resolve, isAllowed) };
    },
  };
}

function isPublic(address: string): boolean {
  const range = parseAddressRange(address);
  if (range === null || isAddressWithin(FORBIDDEN, address)) return false;
  return range.family === 4 || isAddressWithin(PUBLIC_V6, address);
}

function checkedLookup(resolve: Resolve, isAllowed: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    resolve(name, { all: true }, (error, found) => {
      if (error) return done(error, []);
      const fine = found.filter(({ address }) => isAllowed(address));
      const [first] = fine;
      if (first === undefined) return done(new AddressForbidden(), []);
      if (options.all) return done(null, fine);
      done(null, first.address, first.family);
    });
  };
}
