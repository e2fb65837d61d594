import { expect, it } from 'vitest';
import { withPhones } from '../../src/exports/phone-columns.ts';

type Row = { readonly phone: string | null };
const COLUMN = { name: 'phone', kind: 'phone', value: (row: Row) => row.phone } as const;

it.each([
  ['628123456789', '628123456789', '0812-3456-789'],
  // WhatsApp's older forms, which cannot be dialled any more.
  ['553188888888', '5531988888888', '(31) 98888-8888'],
  ['5215512345678', '525512345678', '55 1234 5678'],
  [null, null, null],
])('the number %s is dialled as %s and written as %s', (phone, dialled, national) => {
  const [e164] = withPhones([COLUMN], 'e164');
  const [written] = withPhones([COLUMN], 'national');
  expect([e164?.kind, e164?.value({ phone })]).toEqual(['e164', dialled]);
  expect([written?.kind, written?.value({ phone })]).toEqual(['text', national]);
});
