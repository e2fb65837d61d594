/**
 * The preferred value of an `Accept…` header (RFC 9110, 12.4.2): `pick` maps a range to a value. The range
 * with the highest quality wins; among equals, the first one. Undefined if `pick` knows no range.
 */
export function preferred<T>(
  header: string | undefined,
  pick: (range: string) => T | undefined,
): T | undefined {
  let best: { value: T; quality: number } | undefined;
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const value = pick(range);
    const quality = qualityOf(parameters);
    if (value !== undefined && quality > (best?.quality ?? 0)) best = { value, quality };
  }
  return best?.value;
}

function qualityOf(parameters: readonly string[]): number {
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  const value = Number(quality.slice(2));
  return value >= 0 && value <= 1 ? value : 0;
}

/** The languages of the messages. The specification is written for Indonesian. */
export type Language = 'id' | 'en';

/** One message in both languages. */
export type Phrase = Readonly<Record<Language, string>>;

/** A text of the engine or the store, which are English, and its Indonesian. */
export type Translation = readonly [english: RegExp, indonesian: string];

/** The Indonesian of a text. Undefined if no pattern is like it. */
export function translated(
  english: string,
  translations: readonly Translation[],
): string | undefined {
  const known = translations.find(([pattern]) => pattern.test(english));
  return known && english.replace(...known);
}

const DEFAULT_LANGUAGE: Language = 'id';

/** English if the caller's Accept-Language prefers it to Indonesian. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  return preferred(acceptLanguage, supported) ?? DEFAULT_LANGUAGE;
}

/** `in` was the code of Indonesian before 1989. Older versions of Java still send it. */
function supported(range: string): Language | undefined {
  const primary = range.split('-')[0];
  if (primary === 'id' || primary === 'in') return 'id';
  return primary === 'en' ? 'en' : undefined;
}

export function languageOf(request: {
  headers: { 'accept-language'?: string | undefined };
}): Language {
  return preferredLanguage(request.headers['accept-language']);
}
