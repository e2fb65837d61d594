import type {
  ContactEntry,
  GroupEntry,
  ParticipantEntry,
} from '@grabber/database/store/grab-entries';
import { NO_VALUES } from '@grabber/database/testing/entries';

/** The sizes of an account. */
export type StoreSize = {
  readonly contacts: number;
  readonly groups: number;
  readonly members: number;
};

const FIRST =
  'Adi Budi Citra Dewi Eka Fajar Gita Hadi Indra Joko Kartika Lestari Made Nur Putri'.split(' ');
const SECOND = 'Santoso Wijaya Pratama Saputra Hidayat Nugroho Siregar Lubis Nasution Wibowo'.split(
  ' ',
);
const THIRD =
  'Kantor Tetangga Jakarta Bandung Toko Sekolah Alumni Bengkel Arisan Proyek Héctor Müller'.split(
    ' ',
  );
const BATCH = 1_000;
const CREATED_AT = new Date(Date.UTC(2023, 4, 1));

/** The same number gives the same account, so a run can be repeated. */
function mixed(index: number): number {
  let hash = Math.imul(index + 1, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

const pick = (words: readonly string[], hash: number) => words[hash % words.length] ?? '';

/** A number with its country code. */
function phoneOf(index: number): string {
  return `628${String(1_000_000_000 + index * 7).slice(0, 10)}`;
}

/** The name of a contact. About one in twenty has a part that no other name has. */
export function nameOf(index: number): string {
  const hash = mixed(index);
  const own = index % 20 === 0 ? ` ${hash.toString(36)}` : '';
  return `${pick(FIRST, hash)} ${pick(SECOND, hash >>> 8)} ${pick(THIRD, hash >>> 16)}${own}`;
}

/** Contacts `from` to `to`. `changed` says which of them have another push name. */
export function* contactBatches(
  count: number,
  changed: (index: number) => boolean = () => false,
): Generator<ContactEntry[]> {
  for (let from = 0; from < count; from += BATCH) {
    const size = Math.min(BATCH, count - from);
    yield Array.from({ length: size }, (_, offset) => {
      const index = from + offset;
      return contactAt(index, changed(index));
    });
  }
}

/** Contact number `index`. */
function contactAt(index: number, changed = false): ContactEntry {
  const saved = index % 3 !== 0;
  const name = nameOf(index);
  return {
    ...NO_VALUES,
    contact_id: `${phoneOf(index)}@s.whatsapp.net`,
    lid: `${String(100_000_000_000 + index)}@lid`,
    phone_number: phoneOf(index),
    name,
    address_book_name: saved ? name : null,
    short_name: saved ? pick(FIRST, mixed(index)) : null,
    push_name: changed ? `${name} (baru)` : name,
    is_saved: saved,
    is_business: index % 10 === 0,
    business_kind: index % 10 === 0 ? 'small' : null,
    verified_level: index % 20 === 0 ? 'low' : null,
    last_activity_at: index % 5 === 0 ? CREATED_AT : null,
    is_archived: index % 5 === 0 ? false : null,
    is_muted: index % 5 === 0 ? false : null,
    labels: index % 50 === 0 ? ['Pelanggan'] : [],
    is_blocked: index % 1_000 === 0,
    profile_picture: index % 2 === 0 ? `https://pps.example/v/${index}.jpg?token=${index}` : null,
  };
}

/** Group number `index`. */
export function groupAt(index: number, members: number): GroupEntry {
  return {
    contact_id: `${String(120_363_000_000_000_000n + BigInt(index))}@g.us`,
    name: `Grup ${pick(THIRD, mixed(index))} ${index}`,
    group_description: null,
    group_participants_count: members,
    is_admin: index % 5 === 0,
    owner_id: null,
    group_created_at: CREATED_AT,
    is_announce: false,
    is_community: false,
    is_admin_known: true,
    community_id: null,
    is_restricted: index % 4 === 0,
    members_can_add: true,
    requires_approval: false,
    is_suspended: false,
    is_terminated: false,
    is_unnamed: false,
    ephemeral_seconds: 0,
    group_name_changed_at: CREATED_AT,
    group_description_changed_at: null,
    last_activity_at: CREATED_AT,
    is_archived: false,
    is_muted: false,
    muted_until: null,
    is_locked: null,
    labels: [],
    profile_picture: null,
    on_whatsapp: true,
    members_complete: true,
  };
}

/**
 * The members of a group. Every second one is in the address book. A changed one is now an admin.
 */
export function membersOf(
  group: number,
  size: StoreSize,
  changed: (index: number) => boolean = () => false,
): ParticipantEntry[] {
  return Array.from({ length: size.members }, (_, place) => {
    const turn = group * size.members + place;
    const index = place % 2 === 0 ? (turn * 31) % size.contacts : size.contacts + turn;
    return {
      participant_id: `${phoneOf(index)}@s.whatsapp.net`,
      lid: `${String(100_000_000_000 + index)}@lid`,
      phone_number: phoneOf(index),
      name: null,
      masked_number: null,
      role: changed(place) ? 'admin' : 'participant',
      joined_at: null,
    };
  });
}
