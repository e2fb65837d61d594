import { Counter, Histogram, type Registry } from 'prom-client';
import type { ProfileBundles } from '../bundles/profile-bundles.ts';
import type { GuardRestart } from '../leases/browser-guard.ts';
import type { LeaseEnd } from '../sessions/session.ts';

const PREFIX = 'grabber_engine_';
const MS_PER_SECOND = 1_000;
const BUNDLE_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const ENDS: readonly LeaseEnd[] = ['engine', 'guard'];
const RESTARTS: readonly GuardRestart[] = ['ended', 'silent'];
const ACTIONS = ['seal', 'restore'] as const;
const OUTCOMES = ['done', 'failed'] as const;

type Action = (typeof ACTIONS)[number];

/**
 * What operators of several engines watch. Each series begins at 0: an alert on an increase does not see the first event
 * of a series that begins with it.
 */
export function createLeaseMetrics(register: Registry) {
  const registers = [register];
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers });

  const lost = counter('leases_lost_total', 'Sessions whose lease ended while they ran.', ['by']);
  const restarts = counter('guard_restarts_total', 'Guards that were replaced.', ['reason']);
  const bundles = counter('bundles_total', 'Profiles sealed or restored.', ['action', 'outcome']);
  const bytes = counter('bundle_bytes_total', 'Bytes of the bundles.', ['action']);
  const durations = new Histogram({
    name: `${PREFIX}bundle_duration_seconds`,
    help: 'Duration of sealing or restoring, with the store.',
    labelNames: ['action'],
    buckets: BUNDLE_SECONDS,
    registers,
  });
  for (const by of ENDS) lost.inc({ by }, 0);
  for (const reason of RESTARTS) restarts.inc({ reason }, 0);
  for (const action of ACTIONS) {
    bytes.inc({ action }, 0);
    for (const outcome of OUTCOMES) bundles.inc({ action, outcome }, 0);
  }

  async function observe<T extends { readonly bytes: number }>(
    action: Action,
    work: Promise<T>,
  ): Promise<T> {
    const begun = performance.now();
    try {
      const done = await work;
      bundles.inc({ action, outcome: 'done' });
      bytes.inc({ action }, done.bytes);
      durations.observe({ action }, (performance.now() - begun) / MS_PER_SECOND);
      return done;
    } catch (error) {
      bundles.inc({ action, outcome: 'failed' });
      throw error;
    }
  }

  return {
    countLostLease: (by: LeaseEnd) => lost.inc({ by }),
    countGuardRestart: (reason: GuardRestart) => restarts.inc({ reason }),
    /** The same bundles, and each that is sealed or restored is counted. */
    observeBundles: (of: ProfileBundles): ProfileBundles => ({
      ...of,
      seal: (...args) => observe('seal', of.seal(...args)),
      restore: (...args) => observe('restore', of.restore(...args)),
    }),
  };
}
