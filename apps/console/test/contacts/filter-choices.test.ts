import { expect, test } from 'vitest';
import { groupChoices } from '../../src/rooms/contacts/filter/filter-choices.ts';

const group = (contact_id: string, name: string, community_id: string | null = null) => ({
  ...{ contact_id, name, community_id },
});

test('groups are offered by name, those of a community behind it', () => {
  const groups = [group('3', 'Zumba'), group('2', 'Panitia', '1'), group('1', 'Warga')];
  expect(groupChoices([...groups, group('4', 'Anggota', 'unknown')])).toEqual([
    { value: '4', label: 'Anggota' },
    { value: '1', label: 'Warga' },
    { value: '2', label: 'Warga › Panitia' },
    { value: '3', label: 'Zumba' },
  ]);
});
