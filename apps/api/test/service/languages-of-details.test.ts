import { API_ROUTES } from '@grabber/contracts/api/routes';
import { IncompleteReason } from '@grabber/contracts/engine/reading';
import { ERROR_STATUS, type ErrorCode } from '@grabber/contracts/error-codes';
import type { RouteContract } from '@grabber/contracts/route';
import { validationDetails } from '@grabber/service-kit/validation';
import { Compile } from 'typebox/compile';
import { expect, it } from 'vitest';
import { ERROR_PHRASES } from '../../src/messages/error-phrases.ts';
import { storedErrorMessage } from '../../src/messages/messages.ts';
import { itemReason, reasonMessage } from '../../src/messages/reason-messages.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
/** What the schemas of the contract refuse, of each kind. */
const WRONG: readonly unknown[] = [
  null,
  'x',
  '',
  ' ',
  -1,
  1.5,
  1e12,
  true,
  [],
  {},
  ['x', 'x'],
  'x'.repeat(10_000),
  Array.from({ length: 60 }, () => 'x'),
];

it('each detail of a validation has an Indonesian text of its own', () => {
  let count = 0;
  for (const { id, query, body } of ROUTES) {
    for (const schema of [query, body]) {
      if (!schema) continue;
      const { properties = {} } = schema as { properties?: object };
      const wrong = [
        ...WRONG,
        ...WRONG.map((value) =>
          Object.fromEntries(Object.keys(properties).map((name) => [name, value])),
        ),
      ];
      for (const value of wrong) {
        for (const { path, message } of validationDetails(Compile(schema).Errors(value), 'body')) {
          if (typeof message === 'string') throw new Error(`${id} ${path} has one language`);
          count += 1;
          expect(message.id, `${id} ${path}: ${message.en}`).not.toBe(message.en);
          expect(message.id).not.toMatch(/tidak valid|must|undefined/);
        }
      }
    }
  }
  expect(count).toBeGreaterThan(500);
});

it('each reason of an incomplete grab has one, too', () => {
  for (const { const: code } of IncompleteReason.properties.code.anyOf) {
    const reason = { code, message: 'The English text.', count: 3 };
    const indonesian = reasonMessage(reason, 'id');
    expect(indonesian).not.toBe(reason.message);
    expect(indonesian).toMatch(/(sehingga|lihat|tidak|harus|Terlalu)/);
    if (code !== 'REMOVAL_HELD_BACK') expect(reasonMessage(reason, 'en')).toBe(reason.message);
  }
});

it('reasons of items are translated where they are known, and stay as they are elsewhere', () => {
  expect(itemReason('members held back: 12 are missing at once', 'id')).toBe(
    'anggota ditahan: 12 hilang sekaligus',
  );
  expect(itemReason('name is not text', 'id')).toBe('name bukan teks');
  expect(itemReason('name is not text', 'en')).toBe('name is not text');
  expect(itemReason('TypeError: x is null', 'id')).toBe('TypeError: x is null');
});

it('no message of a stored error names a status that is no longer known', () => {
  for (const code of Object.keys(ERROR_STATUS) as ErrorCode[]) {
    expect(storedErrorMessage(code, 'id')).not.toContain('{');
    expect(ERROR_PHRASES[code].id).toContain(storedErrorMessage(code, 'id'));
  }
});
