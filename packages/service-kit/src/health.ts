import type { HealthReport } from '@grabber/contracts/health';
import { withTimeout } from '@grabber/primitives/deadline';

/** A check resolves when its part works, and rejects with the reason. */
export type HealthChecks = Readonly<Record<string, () => Promise<unknown>>>;

/** Runs all checks at once, each within `timeoutMs`. Answers 200 if all of them pass, else 503. */
export async function runHealthChecks(
  checks: HealthChecks,
  timeoutMs: number,
): Promise<{ status: 200 | 503; report: HealthReport }> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [
      name,
      await checkOutcome(check, timeoutMs),
    ]),
  );
  const healthy = results.every(([, result]) => result === 'ok');
  return {
    status: healthy ? 200 : 503,
    report: { status: healthy ? 'ok' : 'unavailable', checks: Object.fromEntries(results) },
  };
}

/** `ok`, or the code of what is wrong. Never rejects. */
export async function checkOutcome(
  check: () => Promise<unknown>,
  timeoutMs: number,
): Promise<string> {
  const late = { code: `no answer within ${timeoutMs} ms` };
  try {
    await withTimeout(check(), timeoutMs, () => late);
    return 'ok';
  } catch (error) {
    // The failed part logs its reason. The public answer does not show it.
    return (error as { code?: string }).code ?? 'failed';
  }
}
