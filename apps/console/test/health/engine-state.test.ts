import { expect, test } from 'vitest';
import { type Engine, engineState, hostOf } from '../../src/rooms/health/engine-state.ts';

type Report = NonNullable<Engine['report']>;

const FREE = {
  browsers: 2,
  browsers_limit: 4,
  sessions: { now: 5, limit: 20 },
  self_check: { outcome: 'passed' },
} as Report;

const stateOf = (engine: Partial<Engine>) =>
  engineState({ is_reachable: true, draining: false, report: FREE, ...engine });

test('an engine works until one of its limits is reached', () => {
  expect(stateOf({})).toBe('works');
  expect(stateOf({ draining: null })).toBe('works');
  expect(stateOf({ report: { ...FREE, browsers: 4 } })).toBe('full');
  expect(stateOf({ report: { ...FREE, sessions: { now: 20, limit: 20 } } })).toBe('full');
});

test('one that stops in order is not taken for one that is lost', () => {
  expect(stateOf({ draining: true })).toBe('draining');
  const gone = { is_reachable: false, report: null };
  expect(stateOf({ ...gone, draining: true })).toBe('stopped');
  expect(stateOf({ ...gone, draining: false })).toBe('away');
  expect(stateOf({ ...gone, draining: null })).toBe('away');
});

test('a change of WhatsApp Web matters more than how full the engine is', () => {
  const report = { ...FREE, browsers: 4, self_check: { ...FREE.self_check, outcome: 'failed' } };
  expect(stateOf({ report: report as Report })).toBe('changed');
  expect(stateOf({ report: null })).toBe('unknown');
});

test('shows the host of an address and no more of it', () => {
  expect(hostOf('http://10.0.0.11:3001/')).toBe('10.0.0.11:3001');
  expect(hostOf('https://user:password@engine.example/path')).toBe('engine.example');
  expect(hostOf('http://[fd12::5]:3001/')).toBe('[fd12::5]:3001');
  expect(hostOf('no address')).toBe('');
});
