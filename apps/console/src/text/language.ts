import { i18n, type Messages } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';

/** The languages of the console, the first one as the default. */
export const LANGUAGES = ['id', 'en', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The name of each language in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  id: 'Indonesia',
  en: 'English',
  ar: 'العربية',
};

const KEY = 'language';
const CATALOGUES: Readonly<Record<Language, () => Promise<Messages>>> = {
  id: () => import('./messages/id.ts').then(({ id }) => id),
  en: () => import('./messages/en.ts').then(({ en }) => en),
  ar: () => import('./messages/ar.ts').then(({ ar }) => ar),
};

const isLanguage = (text: string | null): text is Language =>
  LANGUAGES.some((language) => language === text);

/** The chosen language, else the first of the browser's that there is, else Indonesian. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) return chosen;
  const ofBrowser = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return ofBrowser.find(isLanguage) ?? 'id';
}

/** Loads the texts of a language and shows the page in it. */
export async function loadLanguage(language: Language): Promise<void> {
  i18n.setMessagesCompiler(compileMessage);
  i18n.loadAndActivate({ locale: language, messages: await CATALOGUES[language]() });
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
}

/** The same, and keeps it for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await loadLanguage(language);
}
