import type { ContactChange } from '@grabber/contracts/api/change';
import type { ContactChange as ChangeRow } from '@grabber/database/contacts/read-changes';
import type { Language } from '../messages/language.ts';
import { contactToWire } from './contact-to-wire.ts';

/** A change as callers see it, without its number: callers continue with a cursor. */
export function changeToWire(row: ChangeRow, language: Language): ContactChange {
  if (row.kind === 'deleted') return { change: row.kind, id: row.id, reason: row.reason };
  const contact = contactToWire(row.contact, language);
  if (row.kind === 'changed') return { change: row.kind, fields: row.fields, contact };
  return { change: row.kind, contact };
}
