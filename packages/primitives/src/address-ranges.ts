import { isIP } from 'node:net';

/** A block of IP addresses. A single address is a block with the longest prefix. */
export type AddressRange = {
  readonly family: 4 | 6;
  /** The first address of the block as a number. */
  readonly start: bigint;
  readonly prefix: number;
};

const BITS = { 4: 32, 6: 128 } as const;
/** How many leading bits of `::ffff:0:0/96` an IPv4 address has in its IPv6 form. */
const MAPPED_BITS = 96;
const MAPPED = 0xffffn;

/** The block that `10.0.0.0/8`, `2001:db8::/32` or a single address names. Null if the text names none. */
export function parseAddressRange(text: string): AddressRange | null {
  const [address = '', length, ...rest] = text.trim().split('/');
  // A scope, as in `fe80::1%eth0`, names an interface of this machine, not an address.
  const parsed = parseAddress(address.split('%', 1)[0] ?? '');
  if (!parsed || rest.length > 0) return null;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null;
  const prefix = length === undefined ? BITS[parsed.family] : Number(length);
  return prefix > BITS[parsed.family] ? null : asBlock(parsed.family, parsed.value, prefix);
}

/** The block in its usual form, so that equal blocks have equal texts. */
export function formatAddressRange({ family, start, prefix }: AddressRange): string {
  return `${family === 4 ? formatV4(start) : formatV6(start)}/${prefix}`;
}

/** Whether each address of `inner` is in one of the blocks. */
export function isWithinRanges(outer: readonly AddressRange[], inner: AddressRange): boolean {
  return outer.some(
    ({ family, start, prefix }) =>
      family === inner.family &&
      prefix <= inner.prefix &&
      (start ^ inner.start) >> BigInt(BITS[family] - prefix) === 0n,
  );
}

/** Whether the address is in one of the blocks. A text that is no address is in none. */
export function isAddressWithin(outer: readonly AddressRange[], address: string): boolean {
  const range = address.includes('/') ? null : parseAddressRange(address);
  return range !== null && isWithinRanges(outer, range);
}

function asBlock(family: 4 | 6, value: bigint, prefix: number): AddressRange {
  // A server that listens on IPv6 sees IPv4 clients in this form.
  if (family === 6 && prefix >= MAPPED_BITS && value >> 32n === MAPPED) {
    return asBlock(4, value & 0xffffffffn, prefix - MAPPED_BITS);
  }
  const free = BigInt(BITS[family] - prefix);
  return { family, start: (value >> free) << free, prefix };
}

function parseAddress(text: string): { family: 4 | 6; value: bigint } | null {
  const family = isIP(text);
  if (family === 4) return { family, value: parseV4(text) };
  return family === 6 ? { family, value: parseV6(text) } : null;
}

function parseV4(text: string): bigint {
  return text.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

/** The text is a valid IPv6 address. */
function parseV6(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const before = groupsOf(head);
  const after = groupsOf(tail ?? '');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0n);
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) | group, 0n);
}

/** The last two groups may be written as an IPv4 address. */
function groupsOf(text: string): bigint[] {
  if (text === '') return [];
  return text.split(':').flatMap((part) => {
    if (!part.includes('.')) return [BigInt(`0x${part}`)];
    const value = parseV4(part);
    return [value >> 16n, value & 0xffffn];
  });
}

function formatV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
}

function formatV6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => (value >> BigInt(112 - 16 * i)) & 0xffffn);
  const { hostname } = new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`);
  return hostname.slice(1, -1);
}
