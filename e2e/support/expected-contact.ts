const NAME_CODE_POINTS = 255;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be stored
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;

/**
 * Whether a stored name is clean: no control characters or lone surrogates, trimmed, NFC, bounded.
 */
export function isClean(name: string | null): boolean {
  if (name === null) return true;
  return (
    name.length > 0 &&
    name === name.trim() &&
    name === name.normalize('NFC') &&
    name.isWellFormed() &&
    !CONTROL.test(name) &&
    [...name].length <= NAME_CODE_POINTS
  );
}

/** Names that need no cleaning must arrive unchanged. */
export function needsNoCleaning(name: string | null): name is string {
  return name !== null && isClean(name);
}

/** The labels of the simulator's truth as rows have them: on one line, and null where there are none. */
export function storedLabels(names: readonly string[] | null): string[] | null {
  if (names === null || names.length === 0) return null;
  return names.map((name) => name.replaceAll('\n', ' '));
}
