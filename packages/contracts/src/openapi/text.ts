/** The languages of the document's descriptions. */
export type DocumentLanguage = 'en' | 'id';

/** One description in both languages: a missing one does not compile. */
export type Text = readonly [en: string, id: string];

export function inLanguage([en, id]: Text, language: DocumentLanguage): string {
  return language === 'id' ? id : en;
}
