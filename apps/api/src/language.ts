import { preferred } from './negotiate.ts';

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
