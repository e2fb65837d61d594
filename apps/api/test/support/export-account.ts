import {
  contactEntry,
  groupEntry,
  memberEntry,
  person,
  stranger,
} from '@grabber/database/testing/entries';

/** Names that break what is careless: formulas, separators, scripts, length. */
export const ODD_NAMES: readonly string[] = [
  "=cmd|'/c calc'!A1",
  '+62 812-3456-7890',
  '@SUM(A1:A9)',
  '-1+1',
  'Budi "Bos", Santoso; PT',
  '<b>&amp;</b> \\n \\N \\.',
  '🙂👩‍👩‍👧 Keluarga',
  'أحمد \u200fעברית',
  'Zoë Ünïcode e\u0301',
  '6281234567890',
  "'sudah",
  'C:\\Budi',
  'x'.repeat(10_000),
];

/** Labels that break what is careless. */
export const ODD_LABELS: readonly string[] = [
  '=Lunas, "besar"',
  'C:\\Budi, "\\"',
  'a, b',
  '👩‍👩‍👧 Keluarga',
];

export const GROUP = '120363000000000009@g.us';
export const DESCRIPTION = 'Baris satu\nBaris "dua", =1+1\n\tBaris tiga';
const FIRST_PHONE = 6_281_200_000_000;

export const phoneOf = (index: number): string => String(FIRST_PHONE + index);

/** One contact for each odd name, so many plain ones, one known by LID alone, and two groups. */
export function exportAccount(plain: number) {
  const odd = ODD_NAMES.map((name, index) =>
    contactEntry(person(phoneOf(index), String(500 + index)), {
      ...{ name, address_book_name: name, push_name: `Push ${index}` },
      about: index % 2 === 0 ? `=1+1, "Sibuk"\nsampai jam ${index}` : null,
      username: index % 3 === 0 ? `=user.${index}` : null,
      is_business: index === 0,
      business_kind: index === 0 ? 'small' : null,
      verified_level: index === 0 ? 'high' : null,
      last_activity_at: index === 2 ? new Date('2024-03-04T05:06:07Z') : null,
      is_archived: index === 2 ? true : null,
      is_muted: index === 2 ? true : null,
      labels: index < 2 ? ODD_LABELS.slice(index) : index === 3 ? [] : null,
      muted_until: index === 2 ? new Date('2034-03-04T05:06:07Z') : null,
      is_blocked: index === 1,
      profile_picture: 'https://example.com/a.jpg?x=1,2&y="3"',
    }),
  );
  const others = Array.from({ length: plain }, (_, index) =>
    contactEntry(person(phoneOf(1_000 + index)), {
      name: index % 7 === 0 ? null : `Kontak ${index}`,
      is_saved: index % 2 === 0,
    }),
  );
  const unknown = contactEntry(stranger('77'), { name: null, is_saved: false });
  const members = ODD_NAMES.map((name, index) =>
    memberEntry(person(phoneOf(index), String(500 + index)), { name, role: 'admin' }),
  );
  const hidden = memberEntry(stranger('88'), { masked_number: '+62∙∙∙∙∙∙∙67' });
  const joined_at = new Date('2023-04-05T06:07:08Z');
  const outsiders = [hidden, memberEntry(person('628999000111'), { joined_at })];
  const group = groupEntry(GROUP.split('@')[0] ?? '', {
    name: '=Grup, "Besar"',
    group_description: DESCRIPTION,
    group_participants_count: 15,
    group_created_at: new Date('2020-02-03T04:05:06.789Z'),
    owner_id: `${phoneOf(1)}@s.whatsapp.net`,
    is_admin: true,
    is_restricted: true,
    members_can_add: false,
    is_unnamed: false,
    labels: ['Kantor', 'a" , "b'],
    ephemeral_seconds: 604_800,
    group_name_changed_at: new Date('2021-02-03T04:05:06Z'),
  });
  return {
    contacts: [...odd, ...others, unknown],
    groups: [
      { group, members: [...members, ...outsiders] },
      { group: groupEntry('9001', { name: null }), members: members.slice(0, 2) },
    ],
  };
}
