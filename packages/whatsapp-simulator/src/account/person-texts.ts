/** The texts of a person, each with its name in the truth and in the control API. */
export const PERSON_TEXTS = {
  addressBookName: 'address_book_name',
  shortName: 'short_name',
  pushName: 'push_name',
  verifiedName: 'verified_name',
  username: 'username',
  maskedNumber: 'masked_number',
  about: 'about',
} as const;

export type TextName = keyof typeof PERSON_TEXTS;
export type PersonTexts = { [Name in TextName]: string | null };
/** The same by their other names. */
export type NamedTexts = { [Name in TextName as (typeof PERSON_TEXTS)[Name]]: string | null };

export const TEXT_NAMES = Object.keys(PERSON_TEXTS) as TextName[];

export const NO_TEXTS = Object.fromEntries(
  TEXT_NAMES.map((name) => [name, null]),
) as Readonly<PersonTexts>;

/** The person's texts by their other names. */
export function namedTexts(person: PersonTexts): NamedTexts {
  const texts = TEXT_NAMES.map((name) => [PERSON_TEXTS[name], person[name]]);
  return Object.fromEntries(texts) as NamedTexts;
}

/** Takes over the texts that are named. */
export function setTexts(person: PersonTexts, texts: Partial<NamedTexts>): void {
  for (const name of TEXT_NAMES) {
    const text = texts[PERSON_TEXTS[name]];
    if (text !== undefined) person[name] = text;
  }
}
