/**
 * What an `Accept…` header prefers (RFC 9110, 12.4.2): the value that `pick` knows of the range with
 * the highest quality, the first among equals; undefined when it knows none.
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

/** The languages that messages exist in; Indonesian is the specification's own. */
export type Language = 'id' | 'en';

/** One message in both languages. */
export type Phrase = Readonly<Record<Language, string>>;

const DEFAULT_LANGUAGE: Language = 'id';

/** English where the caller's Accept-Language prefers it to Indonesian. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  return preferred(acceptLanguage, supported) ?? DEFAULT_LANGUAGE;
}

/** `in` is the code that Indonesian had before 1989 and that older Java still sends. */
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
