import type { Chunks, ExportPerson, Pages } from '../export-table.ts';
import { foldLine } from './fold-line.ts';

export type VcardVersion = '4.0' | '3.0';

const PRODUCT = '-//WhatsApp Contact Grabber//Export//EN';
const TO_ESCAPE = /[\\,;\n\r]/;
const SPECIAL = /[\\,;]/g;
/** 4.0 escapes a semicolon only in values with components, 3.0 escapes it everywhere. */
const SPECIAL_IN_TEXT = { '4.0': /[\\,]/g, '3.0': SPECIAL } as const;

/** Persons as vCards (4.0: RFC 6350, 3.0: RFC 2426), one after the other. */
export async function* vcardChunks(pages: Pages<ExportPerson>, version: VcardVersion): Chunks {
  for await (const page of pages) {
    let text = '';
    for (const person of page) text += vcard(person, version);
    yield text;
  }
}

/** One vCard. Its UID is the same in every export, so that an import can update the contact. */
export function vcard(person: ExportPerson, version: VcardVersion): string {
  const { id, uid, phone_number, nickname, company, note = null, labels = [], revised_at } = person;
  const isNew = version === '4.0';
  const inText = SPECIAL_IN_TEXT[version];
  const shown = person.name ?? (phone_number === null ? id : `+${phone_number}`);
  let text = `BEGIN:VCARD\r\nVERSION:${version}\r\nPRODID:${PRODUCT}\r\n`;
  text += foldLine(isNew ? `UID;VALUE=text:${uid}` : `UID:${uid}`);
  text += foldLine(`FN:${escaped(shown, inText)}`);
  text += foldLine(`N:;${escaped(shown, SPECIAL)};;;`);
  if (nickname !== null) text += foldLine(`NICKNAME:${escaped(nickname, inText)}`);
  if (company !== null) text += foldLine(`ORG:${escaped(company, SPECIAL)}`);
  if (note !== null) text += foldLine(`NOTE:${escaped(note, inText)}`);
  if (labels.length > 0) {
    text += foldLine(`CATEGORIES:${labels.map((name) => escaped(name, inText)).join(',')}`);
  }
  if (phone_number !== null) {
    text += isNew
      ? `TEL;VALUE=uri;TYPE=cell:tel:+${phone_number}\r\n`
      : `TEL;TYPE=CELL:+${phone_number}\r\n`;
  }
  if (revised_at !== null) text += `REV:${revision(revised_at, isNew)}\r\n`;
  return `${text}END:VCARD\r\n`;
}

function escaped(text: string, special: RegExp): string {
  if (!TO_ESCAPE.test(text)) return text;
  return text.replaceAll(special, '\\$&').replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** In whole seconds. 4.0 uses the basic form of ISO 8601, 3.0 the extended form. */
function revision(iso: string, isNew: boolean): string {
  const seconds = iso.slice(0, 19);
  return `${isNew ? seconds.replaceAll(/[-:]/g, '') : seconds}Z`;
}
