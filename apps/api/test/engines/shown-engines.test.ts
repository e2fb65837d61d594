import { API_ROUTES } from '@grabber/contracts/api/routes';
import { Compile } from 'typebox/compile';
import { expect, it } from 'vitest';
import { request } from '../support/request.ts';
import { linked, notice, pass, round, severalForAll } from '../support/several-engines.ts';

const several = severalForAll();

const metric = async (name: string) => {
  const { text } = await request(several.api, '/metrics');
  const lines = text.split('\n').filter((line) => line.startsWith(`grabber_api_${name}`));
  return lines.map((line) => line.slice('grabber_api_'.length)).toSorted();
};

it('shows each engine: its address, whether it drains, when it was seen, and what it says', async () => {
  const { api, engines } = several;
  const { home, other, id } = await linked(several);
  other.setDraining(true);
  await round(api);
  expect(await metric('engines')).toEqual([
    'engines{state="away"} 0',
    'engines{state="draining"} 1',
    'engines{state="taking"} 1',
  ]);
  expect(await metric('sessions_waiting_for_engine')).toEqual(['sessions_waiting_for_engine 0']);

  await home.goDown();
  await notice(api);
  const { body } = await request(api, '/api/system');
  expect(Compile(API_ROUTES.getSystem.responses[200]).Errors(body)).toEqual([]);
  const shown = new Map<string, object>(
    body.data.engines.map((engine: { address: string }) => [engine.address, engine]),
  );
  expect(shown.size).toBe(engines.length);
  expect(shown.get(other.url)).toMatchObject({
    draining: true,
    heartbeat_at: expect.any(String),
    is_reachable: true,
    report: { sessions: { now: 0 } },
  });
  expect(shown.get(home.url)).toMatchObject({
    draining: false,
    heartbeat_at: expect.any(String),
    is_reachable: false,
    error_code: 'ENGINE_UNREACHABLE',
    report: null,
  });

  await api.db.pool.query(`UPDATE engines SET heartbeat_at = now() - interval '1 hour'`);
  await pass(api, id, 71);
  await round(api);
  expect(await metric('sessions_waiting_for_engine')).toEqual(['sessions_waiting_for_engine 1']);
  expect(await metric('sessions_by_engine{state="away"')).toEqual([
    'sessions_by_engine{state="away"} 1',
  ]);
});
