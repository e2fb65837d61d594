import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Language } from '../messages/language.ts';
import { itemErrorsToWire, reasonsToWire } from './grab-record-to-wire.ts';
import { type JsonFields, jsonValue } from './json-chunks.ts';
import { microTimestamp } from './micro-timestamp.ts';

/** The rows of the answer, as the items of JSON arrays. */
export type GrabbedRows = {
  readonly groups: AsyncIterable<string>;
  readonly contacts: AsyncIterable<string>;
};

/**
 * `data` of a grab's answer: the specification's fields in their order, then additional fields. Without rows it has
 * the counts alone.
 */
export function grabToWire(
  grab: GrabRow,
  session: SessionRow,
  rows: GrabbedRows | null,
  language: Language,
): JsonFields {
  const totals = {
    total_groups: jsonValue(grab.total_groups),
    total_contacts: jsonValue(grab.total_contacts),
  };
  const groups: JsonFields = rows ? { groups: { items: rows.groups } } : {};
  const contacts: JsonFields = rows ? { contacts: { items: rows.contacts } } : {};
  const items: JsonFields = {
    groups: { total_groups: totals.total_groups, ...groups },
    contacts: { total_contacts: totals.total_contacts, ...contacts },
    all: { ...totals, ...groups, ...contacts },
  }[grab.kind];
  return {
    session_id: jsonValue(session.id),
    session_name: jsonValue(session.name),
    ...items,
    ...outcomeToWire(grab, language),
  };
}

function outcomeToWire(grab: GrabRow, language: Language): JsonFields {
  const outcome = {
    saved_count: grab.saved_count,
    updated_count: grab.updated_count,
    grabbed_at: microTimestamp(grab.finished_at ?? grab.created_at),
    grab_id: grab.id,
    unchanged_count: grab.unchanged_count,
    total_without_whatsapp: grab.total_without_whatsapp,
    removed_count: grab.removed_count,
    excluded_count: grab.excluded_count,
    failed_count: grab.failed_count,
    complete: grab.complete,
    incomplete_reasons: reasonsToWire(grab, language),
    errors: itemErrorsToWire(grab, language),
    queries_sent: grab.queries_sent,
    timings: grab.timings,
  };
  return Object.fromEntries(
    Object.entries(outcome).map(([name, value]) => [name, jsonValue(value)]),
  );
}
