const SHOWN_AT_END = 2;
const FEWEST_DIGITS = 7;
const NUMBER = /^\+?[\d\s().-]+$/u;
/** A number inside of a text: many digits, perhaps in groups. Not a time, and not a part of a word. */
const INSIDE = /(?<![\w.-])\+?\d(?:[ -]?\d){7,}(?![\w-]|@(?:lid|g\.us))/gu;
const DAY = /^\d{4}-\d{2}-\d{2}/u;

/** A number in which all digits but the code of the country and the last two are dots. */
export function maskedNumber(number: string): string {
  const digits = number.replace(/\D/gu, '').length;
  const shownAtStart = number.startsWith('+') ? 2 : 1;
  let seen = 0;
  return number.replace(/\d/gu, (digit) => {
    seen += 1;
    return seen <= shownAtStart || seen > digits - SHOWN_AT_END ? digit : '•';
  });
}

/** Whether a text is a phone number or an address made of one. A LID and a group's address are none. */
export function isNumber(text: string): boolean {
  const [number = text, server] = text.split('@');
  if (server !== undefined) return server === 's.whatsapp.net' || server === 'c.us';
  return NUMBER.test(number) && number.replace(/\D/gu, '').length >= FEWEST_DIGITS;
}

/** A text of a file in which every number is masked. */
export function maskedText(text: string): string {
  return text.replace(INSIDE, (found) => (DAY.test(found) ? found : maskedNumber(found)));
}
