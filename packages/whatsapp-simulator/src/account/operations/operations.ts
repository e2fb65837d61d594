import type { Account } from '../account.ts';
import type { PastMember, Role } from '../group.ts';
import type { Label } from '../labels.ts';
import type { NamedTexts } from '../person-texts.ts';

/**
 * What can happen on the phone. A `contact_id` is any id of the person (`…@s.whatsapp.net`,
 * `…@c.us`, `…@lid`, or the number's digits). A `group_id` is `…@g.us`.
 */
export type Operation =
  | ({ type: 'add_contact' } & NewContact)
  | { type: 'update_contact'; contact_id: string; set: ContactFields }
  /** Removed from the address book, with the chat. Memberships in groups stay. */
  | { type: 'remove_contact'; contact_id: string }
  | { type: 'unsave_contact'; contact_id: string }
  /** The phone number of a LID becomes known. `add_entry` also lists it as a separate entry. */
  | { type: 'reveal_phone'; contact_id: string; phone_number?: string; add_entry?: boolean }
  | { type: 'reveal_lid'; contact_id: string; add_entry?: boolean }
  /**
   * The person moves to a new number and keeps LID and chat. A saved old number stays in the
   * address book.
   */
  | { type: 'change_number'; contact_id: string; phone_number?: string }
  /** The number now belongs to another person with another LID and push name. */
  | { type: 'reassign_number'; contact_id: string; push_name?: string | null }
  /** A person of the address book who has no WhatsApp account. */
  | { type: 'add_out_contact'; phone_number?: string; address_book_name?: string | null }
  | { type: 'remove_out_contact'; contact_id: string }
  /** A person of the address book gets a WhatsApp account, or gives it up. */
  | { type: 'join_whatsapp'; contact_id: string }
  | { type: 'leave_whatsapp'; contact_id: string }
  | { type: 'set_picture'; id: string; picture: 'new_token' | 'new_picture' | 'none' }
  | {
      type: 'add_group';
      subject: string;
      description?: string | null;
      members?: string[];
      announce?: boolean;
      /** False: only WhatsApp's server lists the group. */
      has_chat?: boolean;
    }
  | { type: 'update_group'; group_id: string; set: GroupFields }
  | { type: 'delete_group'; group_id: string }
  | { type: 'leave_group'; group_id: string }
  | { type: 'join_group'; group_id: string }
  /** Without `contact_id`, a person joins whom the user does not know. */
  | { type: 'add_member'; group_id: string; contact_id?: string; role?: Role }
  | { type: 'remove_member'; group_id: string; contact_id: string; reason?: PastMember['reason'] }
  /** A new label, or another name or state of a known one. */
  | ({ type: 'set_label' } & Pick<Label, 'id'> & Partial<Omit<Label, 'type'>>)
  /** It goes from every chat, too. */
  | { type: 'remove_label'; id: string }
  | { type: 'set_member_role'; group_id: string; contact_id: string; role: Role };

export type NewContact = ContactFields & {
  phone_number?: string;
  /** Under which of its ids the person appears. */
  known_by?: 'phone' | 'lid_only' | 'lid_with_phone' | 'both';
};

export type ContactFields = Partial<NamedTexts> & {
  is_saved?: boolean;
  is_business?: boolean;
  is_blocked?: boolean;
  has_chat?: boolean;
  /** Ids of labels. */
  labels?: string[];
};

type GroupFields = {
  subject?: string;
  description?: string | null;
  announce?: boolean;
  restrict?: boolean;
  suspended?: boolean;
  terminated?: boolean;
  /** Ids of labels. */
  labels?: string[];
  /** The group gets a chat. */
  has_chat?: true;
};

/** What operations changed: the persons (by index) and groups that pages must replace. */
export type Change = { persons: Set<number>; groups: Set<string> };

/** The ids of what an operation created or changed. For a person: the canonical id afterwards. */
export type OperationResult = { contact_id?: string; group_id?: string };

type OperationOf<Type extends Operation['type']> = Extract<Operation, { type: Type }>;

/** One function for each kind of operation. */
export type Operations<Type extends Operation['type']> = {
  [Key in Type]: (account: Account, operation: OperationOf<Key>, change: Change) => OperationResult;
};

export function createChange(): Change {
  return { persons: new Set(), groups: new Set() };
}
