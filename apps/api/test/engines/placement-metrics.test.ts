import { expect, it, vi } from 'vitest';
import { request } from '../support/request.ts';
import {
  asleep,
  drain,
  linked,
  notice,
  PATIENCE,
  pass,
  placed,
  round,
  severalForEach,
  start,
} from '../support/several-engines.ts';

const several = severalForEach();

/** The samples of a metric that are not 0, by their label. */
async function counts(name: string): Promise<Record<string, number>> {
  const { text } = await request(several.api, '/metrics');
  const found = [
    ...text.matchAll(new RegExp(`^grabber_api_${name}\\{\\w+="(\\w+)"\\} (\\d+)`, 'gm')),
  ];
  expect(found.length).toBeGreaterThan(0);
  return Object.fromEntries(
    found
      .map(([, label, value]) => [label, Number(value)] as const)
      .filter(([, value]) => value > 0),
  );
}

it('count the leases that are prolonged in time, late, in vain and not at all, and the rounds', async () => {
  const { api } = several;
  const { id, home } = await linked(several);
  expect(await counts('lease_renewals_total')).toEqual({});
  await pass(api, id, 12);
  await round(api);
  expect(await counts('lease_renewals_total')).toEqual({ renewed: 1 });
  await pass(api, id, 25);
  await round(api);
  expect(await counts('lease_renewals_total')).toEqual({ renewed: 1, late: 1 });

  const refused = JSON.stringify({ refused: [id] });
  home.setFault('renewLeases', {
    ...{ kind: 'answer', status: 200, type: 'application/json' },
    body: refused,
  });
  await pass(api, id, 12);
  await round(api);
  home.setFault('renewLeases', { kind: 'error', code: 'INTERNAL_ERROR' });
  await pass(api, id, 12);
  await round(api);
  expect(await counts('lease_renewals_total')).toEqual({
    ...{ renewed: 1, late: 1, refused: 1, failed: 1 },
  });
  const { text } = await request(api, '/metrics');
  const [, rounds] = /^grabber_api_lease_round_duration_seconds_count (\d+)$/m.exec(text) ?? [];
  expect(Number(rounds)).toBeGreaterThanOrEqual(5);
});

it('count the sessions that run elsewhere than before, by why they do', async () => {
  const { api } = several;
  const full = await placed(several, 'full');
  await request(api, `/api/sessions/${full.id}/stop`, { method: 'POST' });
  full.home.setBrowserLimit(0);
  await round(api);
  await pass(api, full.id, 71);
  expect((await start(api, full.id)).status).toBe(200);
  expect(full.other.leaseOf(full.id)).toBeDefined();
  expect(await counts('sessions_moved_total')).toEqual({ full: 1 });

  // To the engine that it had before, and that has room again.
  full.home.setBrowserLimit(1_000);
  const dead = await asleep(several, 'dead');
  await dead.home.goDown();
  await notice(api);
  await pass(api, dead.id, 71);
  expect((await start(api, dead.id)).status).toBe(200);
  expect(dead.other.leaseOf(dead.id)).toBeDefined();
  expect(await counts('sessions_moved_total')).toEqual({ full: 1, dead: 1 });
});

it('count those of an engine that drains, also where it has ended since', async () => {
  const { api } = several;
  const { id, home, other } = await linked(several);
  expect(await counts('sessions_by_engine')).toEqual({ taking: 1 });
  drain(home, id);
  await notice(api);
  await home.goDown();
  await round(api);
  await vi.waitFor(() => expect(other.leaseOf(id)).toMatchObject({ generation: 2 }), PATIENCE);
  await vi.waitFor(
    async () => expect(await counts('sessions_moved_total')).toEqual({ drained: 1 }),
    PATIENCE,
  );
});
