import { UUID_PATTERN } from '@grabber/primitives/uuid';

// Longer than any count or port in a message, shorter than any phone number.
const DIGIT_RUN = /\+?\d(?:[\s().-]?\d){6,}/g;
const JID = /[^\s"'`,;:()<>[\]{}]+@(?:c\.us|s\.whatsapp\.net|lid|g\.us|broadcast|newsletter)/gi;
// Ids of sessions, grabs and requests hold runs of digits and are not personal.
const UUID = new RegExp(UUID_PATTERN, 'gi');
const REDACTED = '[redacted]';
/** How V8 ends an error of JSON.parse that quotes the text. */
const NOT_JSON = ' is not valid JSON';
const QUOTE = /['"]/;

/**
 * Takes JIDs, phone numbers and quotes of broken JSON out of a text that goes into a log or a debug
 * answer.
 */
export function scrub(text: string): string {
  const unquoted = hideBrokenJson(text);
  let scrubbed = '';
  let end = 0;
  for (const uuid of unquoted.matchAll(UUID)) {
    scrubbed += scrubPlain(unquoted.slice(end, uuid.index)) + uuid[0];
    end = uuid.index + uuid[0].length;
  }
  return scrubbed + scrubPlain(unquoted.slice(end));
}

/** The quote may hold quotes and newlines itself, so it reaches from the first quote to the last. */
function hideBrokenJson(text: string): string {
  const end = text.lastIndexOf(NOT_JSON);
  const start = end === -1 ? -1 : text.slice(0, end).search(QUOTE);
  return start === -1 ? text : text.slice(0, start) + REDACTED + text.slice(end);
}

function scrubPlain(text: string): string {
  return text.replaceAll(JID, REDACTED).replaceAll(DIGIT_RUN, REDACTED);
}

/** A text for any thrown value. whatsapp-web.js also rejects with plain strings. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  if (typeof error === 'string') return error;
  return `a ${typeof error} was thrown`;
}
