/** How long a key counts as proven after its last look-up, and how many are remembered. */
const PROVEN_MS = 10 * 60_000;
const MAX_PROVEN = 10_000;

/** The hashes of the keys that were valid lately. */
type ProvenKeys = {
  note(hash: Buffer): void;
  has(hash: Buffer): boolean;
};

/** Says which keys are worth a look-up when their address has sent many wrong ones. */
export function createProvenKeys(now: () => number = () => performance.now()): ProvenKeys {
  /** Hash to the time of its last note, the oldest first. */
  const noted = new Map<string, number>();
  return {
    note(hash) {
      const id = hash.toString('base64');
      noted.delete(id);
      noted.set(id, now());
      const [oldest] = noted.keys();
      if (noted.size > MAX_PROVEN && oldest !== undefined) noted.delete(oldest);
    },
    has(hash) {
      const at = noted.get(hash.toString('base64'));
      return at !== undefined && now() - at < PROVEN_MS;
    },
  };
}
