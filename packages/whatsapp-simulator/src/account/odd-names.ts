const LONG_NAME_CHARACTERS = 5000;

/** Names of real address books that break simple readers, stores and exports. */
export const ODD_NAMES: readonly string[] = [
  'Keluarga 👩‍👩‍👧‍👦🏽 🇮🇩',
  'محمد عبد الله',
  'NUL\u0000inside',
  'high surrogate \ud83d',
  '\ude00 low surrogate',
  'n'.repeat(LONG_NAME_CHARACTERS),
  '',
  '   ',
  'line\r\nbreak\ttab',
  '\u202eright-to-left override',
  'Jose\u0301 (decomposed)',
  "Robert'); DROP TABLE contacts;--",
  '{"json": "\\u0041", [\\"]}',
  "=cmd|'/c calc'!A1",
  '"quoted", comma; semicolon',
  '<script>alert(1)</script>',
  '\u200bzero\u200dwidth\ufeff',
  'bell\u0007 escape\u001b[31m delete\u007f',
  'null',
  '\\x00 %00 %s $(name) $1',
  // After an odd start, a cut at an even length falls into the middle of a pair.
  `.${'😀'.repeat(LONG_NAME_CHARACTERS / 2)}`,
];
