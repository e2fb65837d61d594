import {
  GROUP_FACTS,
  type GroupFactName,
  TEXT_FIELDS,
  type TextFieldName,
} from '@grabber/contracts/contact-fields';
import type { EngineContact } from '@grabber/contracts/engine/contact';
import type { EngineGroup, EngineParticipant } from '@grabber/contracts/engine/group';

const NO_TEXTS = Object.fromEntries(TEXT_FIELDS.map((name) => [name, null])) as Readonly<
  Record<TextFieldName, null>
>;

const NO_FACTS = Object.fromEntries(GROUP_FACTS.map((name) => [name, null])) as Readonly<
  Record<GroupFactName, null>
>;

/** A saved contact known by phone; `lid` alone (with `phone: null`) makes one known by LID. */
export function engineContact(
  options: { phone?: string | null; lid?: string | null } & Partial<EngineContact> = {},
): EngineContact {
  const { phone = '628120000001', lid = null, ...fields } = options;
  const name = fields.name === undefined ? `Contact ${phone ?? lid}` : fields.name;
  return {
    ...NO_TEXTS,
    contact_id: canonicalId(phone, lid),
    lid,
    phone_number: phone,
    name,
    address_book_name: name,
    is_saved: true,
    on_whatsapp: true,
    is_business: false,
    is_blocked: false,
    is_archived: null,
    is_muted: null,
    is_locked: null,
    labels: null,
    ...fields,
  };
}

export function engineParticipant(
  options: { phone?: string | null; lid?: string | null } & Partial<EngineParticipant> = {},
): EngineParticipant {
  const { phone = '628120000001', lid = null, ...fields } = options;
  return {
    participant_id: canonicalId(phone, lid),
    lid,
    phone_number: phone,
    name: null,
    role: 'participant',
    ...fields,
  };
}

export function engineGroup(fields: Partial<EngineGroup> = {}): EngineGroup {
  const participants = fields.participants ?? [];
  return {
    contact_id: '120363000000000001@g.us',
    name: 'Group',
    description: null,
    owner_id: null,
    created_at: '2024-01-15T10:30:00.000Z',
    is_admin: false,
    is_announce: false,
    is_community: false,
    community_id: null,
    profile_picture: null,
    participants_count: participants.length,
    ...NO_FACTS,
    participants_complete: true,
    participants,
    ...fields,
  };
}

function canonicalId(phone: string | null, lid: string | null): string {
  if (phone) return `${phone}@s.whatsapp.net`;
  if (lid) return lid;
  throw new Error('The person has neither a phone number nor a LID');
}
