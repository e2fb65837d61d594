import { UUID_PATTERN } from '@grabber/primitives/uuid';

// Longer than any count or port that a message may rightly hold, shorter than any phone number.
const DIGIT_RUN = /\+?\d(?:[\s().-]?\d){6,}/g;
const JID = /[^\s"'`,;:()<>[\]{}]+@(?:c\.us|s\.whatsapp\.net|lid|g\.us|broadcast|newsletter)/gi;
// Identifiers of sessions, grabs and requests hold digit runs and are not personal.
const UUID = new RegExp(UUID_PATTERN, 'gi');
const REDACTED = '[redacted]';

/** Takes JIDs and phone numbers out of a text that goes into a log or a debug answer. */
export function scrub(text: string): string {
  let scrubbed = '';
  let end = 0;
  for (const uuid of text.matchAll(UUID)) {
    scrubbed += scrubPlain(text.slice(end, uuid.index)) + uuid[0];
    end = uuid.index + uuid[0].length;
  }
  return scrubbed + scrubPlain(text.slice(end));
}

function scrubPlain(text: string): string {
  return text.replaceAll(JID, REDACTED).replaceAll(DIGIT_RUN, REDACTED);
}

/** A text for anything that was thrown: whatsapp-web.js rejects with plain strings, too. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  if (typeof error === 'string') return error;
  return `a ${typeof error} was thrown`;
}
