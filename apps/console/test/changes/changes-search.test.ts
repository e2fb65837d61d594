import { expect, it } from 'vitest';
import {
  fieldMessage,
  tellingFields,
  valuesOf,
  valueText,
} from '../../src/book/changes/change-fields.ts';
import { readChangesSearch } from '../../src/rooms/changes/changes-search.ts';

it('reads what an address says', () => {
  const said = { account: 'all', since: 'week', date: '2026-01-15', cursor: 'AT8', show: ['new'] };
  expect(readChangesSearch(said)).toEqual(said);
});

it('leaves out what is wrong', () => {
  const wrong = { account: 1, since: 'ever', date: '2026-13-45', cursor: '', show: ['x'] };
  expect(readChangesSearch(wrong)).toEqual({});
});

const WORDS = {
  ...{ none: '-', yes: 'ya', no: 'tidak' },
  time: (value: string) => `at ${value}`,
  number: String,
};

it.each([
  [null, '-'],
  ['', '-'],
  [[], '-'],
  [true, 'ya'],
  [7, '7'],
  ['Budi', 'Budi'],
  ['2026-01-15T10:00:00Z', 'at 2026-01-15T10:00:00Z'],
  [['a', 'b'], 'a, b'],
  [{ city: 'Bandung' }, 'city: Bandung'],
])('shows %j as people read it', (value, text) => {
  expect(valueText(value, WORDS)).toBe(text);
});

it('names known fields in words, and no others', () => {
  expect(fieldMessage('push_name')).toBe('changes.field.push_name');
  expect(fieldMessage('new_field')).toBeNull();
});

it('leaves out fields that follow from others', () => {
  expect(tellingFields(['contact_id', 'phone_number'])).toEqual(['phone_number']);
  expect(tellingFields(['group_name', 'group_name_changed_at', 'name'])).toEqual(['name']);
  expect(tellingFields(['short_name'])).toEqual(['short_name']);
});

it('shows the kept values of a field, else its present one', () => {
  const contact = { name: 'Budi', phone_number: '628101', status: 'active' } as never;
  const values = { name: { old: 'Ani', new: 'Budi' } };
  expect(valuesOf({ contact, values }, 'name')).toEqual({ old: 'Ani', new: 'Budi' });
  expect(valuesOf({ contact }, 'name')).toEqual({ new: 'Budi' });
  expect(valuesOf({ contact }, 'phone_number')).toEqual({ new: '+628101' });
  expect(valuesOf({ contact }, 'status')).toBeNull();
});

it('a person is one of an account, by the number of the row', () => {
  expect(readChangesSearch({ account: 'a', person: 12 })).toEqual({ account: 'a', person: 12 });
  expect(readChangesSearch({ account: 'a', person: '12' })).toEqual({ account: 'a', person: 12 });
  expect(readChangesSearch({ account: 'all', person: 12 })).toEqual({ account: 'all' });
  expect(readChangesSearch({ person: '+62812@s.whatsapp.net' })).toEqual({});
});
