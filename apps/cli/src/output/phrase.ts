/** One text in both languages. */
export type Phrase = { readonly en: string; readonly id: string };

export type Language = keyof Phrase;
