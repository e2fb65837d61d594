import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { isUuid } from '../src/uuid.ts';

const ID = randomUUID();

it.each([ID, ID.toUpperCase()])('%s is a UUID', (text) => {
  expect(isUuid(text)).toBe(true);
});

it.each(['', 'one', ID.slice(1), `${ID}0`, `${ID}\n`, ` ${ID}`, ID.replaceAll('-', ''), `{${ID}}`])(
  '%j is no UUID',
  (text) => {
    expect(isUuid(text)).toBe(false);
  },
);
