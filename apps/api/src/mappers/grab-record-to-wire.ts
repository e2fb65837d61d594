import type { GrabItemError } from '@grabber/contracts/api/grab';
import type { GrabRecord, ListedGrab } from '@grabber/contracts/api/grab-record';
import type { IncompleteReason } from '@grabber/contracts/engine/reading';
import { isErrorCode } from '@grabber/contracts/error-codes';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { Language } from '../messages/language.ts';
import { storedErrorMessage } from '../messages/messages.ts';
import { itemReason, reasonMessage } from '../messages/reason-messages.ts';

/** A grab as a list shows it: without its item errors. */
export function listedGrabToWire(grab: GrabRow, language: Language): ListedGrab {
  return {
    grab_id: grab.id,
    session_id: grab.session_id,
    kind: grab.kind,
    state: grab.state,
    refresh: grab.refresh,
    confirm_removals: grab.confirm_removals,
    attempts: grab.attempts,
    ...grabCounters(grab),
    complete: grab.complete,
    incomplete_reasons: reasonsToWire(grab, language),
    error: failureIn(language, grab.error),
    timings: grab.timings,
    queries_sent: grab.queries_sent,
    created_at: grab.created_at.toISOString(),
    started_at: grab.started_at?.toISOString() ?? null,
    finished_at: grab.finished_at?.toISOString() ?? null,
  };
}

/** The counters of a grab, in the order of all answers. */
export function grabCounters(grab: GrabRow) {
  return {
    total_groups: grab.total_groups,
    total_contacts: grab.total_contacts,
    total_participants: grab.total_participants,
    total_without_whatsapp: grab.total_without_whatsapp,
    saved_count: grab.saved_count,
    updated_count: grab.updated_count,
    unchanged_count: grab.unchanged_count,
    removed_count: grab.removed_count,
    excluded_count: grab.excluded_count,
    failed_count: grab.failed_count,
  };
}

export function grabRecordToWire(grab: GrabRow, language: Language): GrabRecord {
  return { ...listedGrabToWire(grab, language), errors: itemErrorsToWire(grab, language) };
}

/** The stored reasons are English. */
export function itemErrorsToWire({ errors }: GrabRow, language: Language): GrabItemError[] {
  return errors.map((error) => ({ ...error, reason: itemReason(error.reason, language) }));
}

/** Why it failed, as an answer with that code says it. A code that is not known keeps its English text. */
export function failureIn(language: Language, error: ListedGrab['error']): ListedGrab['error'] {
  if (language === 'en' || !isErrorCode(error?.code)) return error;
  return { ...error, message: storedErrorMessage(error.code, language) };
}

/** The stored messages are English. */
export function reasonsToWire(
  { incomplete_reasons }: GrabRow,
  language: Language,
): IncompleteReason[] {
  return (incomplete_reasons as IncompleteReason[]).map((reason) => ({
    ...reason,
    message: reasonMessage(reason, language),
  }));
}
