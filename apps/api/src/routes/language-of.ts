import { type Language, preferredLanguage } from '../messages/language.ts';

export function languageOf(request: {
  headers: { 'accept-language'?: string | undefined };
}): Language {
  return preferredLanguage(request.headers['accept-language']);
}
