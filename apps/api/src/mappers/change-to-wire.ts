import type { ContactChange } from '@grabber/contracts/api/change';
import type { ContactChange as ChangeRow } from '@grabber/database/changes/read-changes';
import type { Language } from '../messages/language.ts';
import { contactToWire } from './contact-to-wire.ts';
import { membershipChangeToWire } from './membership-to-wire.ts';

/** A change as callers see it, without its number: callers continue with a cursor. */
export function changeToWire(row: ChangeRow, language: Language): ContactChange {
  const stored = { changed_at: row.changed_at?.toISOString() ?? null, grab_id: row.grab_id };
  if (row.kind === 'deleted') {
    const { kind: change, id, reason, merged_into } = row;
    return { change, ...stored, id, reason, ...(merged_into !== null && { merged_into }) };
  }
  if (row.kind === 'membership') {
    return { change: row.kind, ...stored, membership: membershipChangeToWire(row.membership) };
  }
  const contact = contactToWire(row.contact, language);
  if (row.kind === 'changed') {
    const { kind: change, fields, values } = row;
    return { change, ...stored, fields, contact, ...(values && { values }) };
  }
  return { change: row.kind, ...stored, contact };
}
