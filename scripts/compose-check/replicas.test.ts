import { expect, it } from 'vitest';
import { assertApart, describeReplicas, homeOf, type Replica } from './replicas.ts';

const replica = (number: number, fields: Partial<Replica> = {}): Replica => ({
  container: `container-${number}`,
  dataDir: number === 1 ? '/data' : `/data/replicas/${number}`,
  engineId: `engine-${number}`,
  sessions: [],
  ...fields,
});

it('asks each engine of the stack for itself', () => {
  const asked: string[] = [];
  const read = (args: readonly string[]) => {
    const number = Number(args[args.indexOf('--index') + 1]);
    asked.push(args.slice(0, 3).join(' '));
    return JSON.stringify(replica(number));
  };
  expect(describeReplicas({ read }, 2)).toEqual([replica(1), replica(2)]);
  expect(asked).toEqual(['exec -T --index', 'exec -T --index']);
});

it('accepts engines with a directory each, whichever of them has which', () => {
  expect(() => assertApart([replica(1), replica(2), replica(3)])).not.toThrow();
  expect(() => assertApart([replica(3), replica(1), replica(2)])).not.toThrow();
});

it.each([
  ['share a directory', [replica(1), replica(2, { dataDir: '/data' })]],
  ['leave one out', [replica(1), replica(3)]],
  ['are the same engine', [replica(1), replica(2, { engineId: 'engine-1' })]],
])('refuses engines that %s', (_, replicas) => {
  expect(() => assertApart(replicas)).toThrow();
});

it('finds the one engine that has the profile of a session', () => {
  const home = replica(2, { sessions: ['one'] });
  expect(homeOf([replica(1), home], 'one')).toBe(home);
  expect(() => homeOf([replica(1), home], 'two')).toThrow('0 engines');
  const twin = replica(1, { sessions: ['one'] });
  expect(() => homeOf([twin, home], 'one')).toThrow('2 engines');
});
