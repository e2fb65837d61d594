import ICAL from 'ical.js';
import readSheets from 'read-excel-file/node';

/** A contact as the API lists it. */
type Listed = Readonly<Record<string, unknown>>;

/** The rows of a workbook by the titles of its columns. */
export async function readWorkbook(file: Buffer): Promise<Record<string, unknown>[]> {
  const [sheet] = await readSheets(file, { trim: false });
  const [titles = [], ...rows] = sheet?.data ?? [];
  return rows.map((row) =>
    Object.fromEntries(titles.map((title, column) => [String(title), row[column]])),
  );
}

/** The same columns of a listed contact, as a workbook has them. */
export function asCells(contact: Listed, titles: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(titles.map((title) => [title, cellOf(contact, title)]));
}

function cellOf(contact: Listed, title: string): unknown {
  const value = contact[title] ?? null;
  if (title === 'name') return realName(contact);
  if (title === 'phone_number') return value === null ? null : `+${value}`;
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Null: the API made the name that it answers from something else. */
function realName({ name, name_source }: Listed): unknown {
  return ['phone', 'masked', 'members', 'none'].includes(String(name_source)) ? null : name;
}

type Card = { readonly name: unknown; readonly number: unknown };

export function readCards(text: string): Card[] {
  const parsed = ICAL.parse(text) as unknown[];
  const cards = parsed[0] === 'vcard' ? [parsed] : parsed;
  return cards.map((one) => {
    const card = new ICAL.Component(one as never);
    const [, name] = card.getFirstPropertyValue('n') as unknown as string[];
    const number = card.getFirstPropertyValue('tel');
    return { name, number: number === null ? null : String(number).replace('tel:', '') };
  });
}

/** The card of a listed person: without a name it shows the number or the address. */
export function asCard(person: Listed): Card {
  const number = person.phone_number === null ? null : `+${person.phone_number}`;
  return { name: realName(person) ?? number ?? person.contact_id, number };
}
