/** Two lines of the panel hold less than so many Latin letters. */
const LONG_WIDTH = 120;
/** From here on letters and signs are about twice as wide: Chinese, Korean, emoji. */
const WIDE = /[\u2e80-\uffff]|[\u{10000}-\u{10ffff}]/u;

/** Whether a name takes more than two lines in the panel, so that it is shown in full only when asked for. */
export function isLongName(name: string): boolean {
  let width = 0;
  for (const char of name) {
    width += WIDE.test(char) ? 2 : 1;
    if (width > LONG_WIDTH) return true;
  }
  return false;
}
