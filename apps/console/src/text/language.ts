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
const FILES = import.meta.glob<Record<string, Messages>>('./messages/*/*.ts');
/** The files of texts that are needed now: a screen brings its own. */
const needed = new Set(['common', 'sign-in']);

const isLanguage = (text: string | null): text is Language =>
  LANGUAGES.some((language) => language === text);

/** The chosen language, else the first of the browser's that there is, else Indonesian. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (isLanguage(chosen)) return chosen;
  const ofBrowser = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return ofBrowser.find(isLanguage) ?? 'id';
}

async function loadFile(language: Language, name: string): Promise<void> {
  const texts = await FILES[`./messages/${language}/${name}.ts`]?.();
  if (!texts) throw new Error(`There are no texts ${name} in ${language}`);
  const all: Messages = Object.assign({}, ...Object.values(texts));
  i18n.load(language, language === 'ar' ? isolated(all) : all);
}

function isolated(texts: Messages): Messages {
  const pairs = Object.entries(texts);
  return Object.fromEntries(
    pairs.map(([id, text]) => [id, typeof text === 'string' ? isolateValues(text) : text]),
  );
}

/** A text in which each value keeps its own direction: a name in Latin letters would be torn apart in Arabic. */
export function isolateValues(text: string): string {
  return text.replace(/\{\w+\}/g, '\u2068$&\u2069');
}

/** Loads the texts of a screen in the language of the page. They stay when the language changes. */
export async function loadTexts(name: string): Promise<void> {
  needed.add(name);
  await loadFile(i18n.locale as Language, name);
}

/** Shows the page in a language. */
export async function loadLanguage(language: Language): Promise<void> {
  i18n.setMessagesCompiler(compileMessage);
  await Promise.all([...needed].map((name) => loadFile(language, name)));
  i18n.activate(language);
  const root = document.documentElement;
  root.lang = language;
  root.dir = language === 'ar' ? 'rtl' : 'ltr';
}

/** The same, and keeps it for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEY, language);
  await loadLanguage(language);
}
