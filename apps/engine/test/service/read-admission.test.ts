import { expect, it, vi } from 'vitest';
import { createReadAdmission } from '../../src/limits/read-admission.ts';

it('one owner cannot take all reads, and what it is refused costs the others nothing', async () => {
  const refused = vi.fn();
  const admission = createReadAdmission({ limit: 4, onRefused: refused });
  const busy = [admission.admit('busy'), admission.admit('busy')];
  expect(() => admission.admit('busy')).toThrow(
    expect.objectContaining({ code: 'ENGINE_FULL', retryAfterSeconds: 5 }),
  );
  expect(refused).toHaveBeenCalledTimes(1);
  const others = [admission.admit('other'), admission.admit('third')];
  expect(admission.running()).toBe(4);
  for (const release of [...busy, ...others]) release();
  expect(await admission.close(60_000)).toBe(true);
});
