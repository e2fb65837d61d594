/** A small seeded generator (mulberry32). The same seed gives the same account on every machine. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
};

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (below) => Math.floor(next() * below) };
}

/**
 * Visits each number of 0…size-1 once: the n-th step is `position(n)`. Gives distinct picks without
 * a shuffled array.
 */
export function createWalk(size: number, random: Random): (step: number) => number {
  if (size <= 1) return () => 0;
  const start = random.below(size);
  let stride = 1 + random.below(size - 1);
  while (greatestCommonDivisor(stride, size) !== 1) stride = (stride % (size - 1)) + 1;
  return (step) => (start + step * stride) % size;
}

/** Marks exactly `round(size * share)` of the numbers 0…size-1, spread over the whole range. */
export function createShare(size: number, share: number, random: Random): (n: number) => boolean {
  const rank = createWalk(size, random);
  const marked = Math.round(size * share);
  return (n) => rank(n) < marked;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
