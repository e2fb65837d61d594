import { UUID_PATTERN } from '@grabber/primitives/uuid';

// Longer than any count or port in a message, shorter than any phone number.
const DIGIT_RUN = /\+?\d(?:[\s().-]?\d){6,}/g;
const JID_SERVER = /@(?:c\.us|s\.whatsapp\.net|lid|g\.us|broadcast|newsletter)/gi;
/** What no JID has before its server. */
const JID_BORDER = /[\s"'`,;:()<>[\]{}]/;
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
  return hideJids(text).replaceAll(DIGIT_RUN, REDACTED);
}

/** Looks back from each server: one expression for both parts would try every letter of a long text as a start. */
function hideJids(text: string): string {
  let hidden = '';
  let end = 0;
  for (const server of text.matchAll(JID_SERVER)) {
    let start = server.index;
    while (start > end && !JID_BORDER.test(text.charAt(start - 1))) start -= 1;
    if (start === server.index) continue;
    hidden += text.slice(end, start) + REDACTED;
    end = server.index + server[0].length;
  }
  return hidden + text.slice(end);
}

/** A text for any thrown value. whatsapp-web.js also rejects with plain strings. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  if (typeof error === 'string') return error;
  return `a ${typeof error} was thrown`;
}
