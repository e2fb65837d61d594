import type { ExportProfile } from '@grabber/contracts/api/export';
import { parse } from 'csv-parse/sync';

/** What the importer of a program asks of a file, as its documentation says. */
type ImportRules = {
  /** Columns that the program knows. It must know all of the file. */
  readonly knows: readonly string[];
  /** In each row one of these must hold something. */
  readonly needs: readonly string[];
  readonly phone: string;
  /** The column by which the program finds a person again. */
  readonly key: string;
  readonly validKey: RegExp;
};

const E164 = /^\+[1-9]\d{1,14}$/;
const IN_ORDER = (text: string) => text.split(',');
const NO_LINE_BREAK = /^[^\r\n]+$/;

export const IMPORT_RULES: Readonly<Record<ExportProfile, ImportRules>> = {
  google: {
    knows: IN_ORDER(
      'First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,' +
        'Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,' +
        'Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,' +
        'Phone 1 - Label,Phone 1 - Value',
    ),
    needs: ['First Name', 'Phone 1 - Value'],
    phone: 'Phone 1 - Value',
    key: 'Phone 1 - Value',
    validKey: /^(\+\d+)?$/,
  },
  outlook: {
    knows: IN_ORDER(
      'First Name,Middle Name,Last Name,Title,Suffix,Nickname,Given Yomi,Surname Yomi,E-mail Address,' +
        'E-mail 2 Address,E-mail 3 Address,Home Phone,Home Phone 2,Business Phone,Business Phone 2,' +
        'Mobile Phone,Car Phone,Other Phone,Primary Phone,Pager,Business Fax,Home Fax,Other Fax,' +
        'Company Main Phone,Callback,Radio Phone,Telex,TTY/TDD Phone,IMAddress,Job Title,Department,' +
        "Company,Office Location,Manager's Name,Assistant's Name,Assistant's Phone,Company Yomi," +
        'Business Street,Business City,Business State,Business Postal Code,Business Country/Region,' +
        'Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Other Street,Other City,' +
        'Other State,Other Postal Code,Other Country/Region,Personal Web Page,Spouse,Schools,Hobby,' +
        'Location,Web Page,Birthday,Anniversary,Notes',
    ),
    needs: ['First Name'],
    phone: 'Mobile Phone',
    key: 'First Name',
    validKey: /./,
  },
  chatwoot: {
    knows: ['name', 'email', 'identifier', 'phone_number', 'company_name'],
    needs: ['identifier', 'phone_number', 'email'],
    phone: 'phone_number',
    key: 'identifier',
    validKey: NO_LINE_BREAK,
  },
  hubspot: {
    knows: ['First Name', 'Last Name', 'Email', 'Phone Number', 'Company Name'],
    needs: ['First Name', 'Last Name', 'Email'],
    phone: 'Phone Number',
    key: 'Phone Number',
    validKey: /^(\+\d+)?$/,
  },
  brevo: {
    knows: ['EMAIL', 'EXT_ID', 'FIRSTNAME', 'LASTNAME', 'SMS', 'WHATSAPP', 'LANDLINE_NUMBER'],
    needs: ['EMAIL', 'SMS', 'WHATSAPP', 'LANDLINE_NUMBER', 'EXT_ID'],
    phone: 'WHATSAPP',
    key: 'EXT_ID',
    validKey: NO_LINE_BREAK,
  },
  odoo: {
    knows: ['id', 'name', 'phone', 'company_name', 'comment'],
    needs: ['name'],
    phone: 'phone',
    key: 'id',
    // A dot would be the name of a module.
    validKey: /^[A-Za-z0-9_]+$/,
  },
};

/** Programs that take columns in any order, and those that come with a fixed header. */
const FIXED_HEADERS: readonly ExportProfile[] = ['google', 'outlook'];

/** Reads a file as strictly as its importer may. Throws for what the program would refuse or ignore. */
export function importFile(
  rules: ImportRules,
  text: string,
): { key: string; phone: string | null }[] {
  const options = { delimiter: ',', record_delimiter: '\r\n', relax_column_count: false } as const;
  const [header = [], ...rows] = parse(text, options) as string[][];
  const unknown = header.filter((name) => !rules.knows.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown columns: ${unknown.join(', ')}`);
  if (new Set(header).size < header.length) throw new Error('A column comes twice');
  const isFixed = FIXED_HEADERS.some((name) => IMPORT_RULES[name] === rules);
  if (isFixed && header.join() !== rules.knows.join()) throw new Error('Not the fixed header');
  const keys = new Set<string>();
  return rows.map((cells) => {
    const row = Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']));
    if (rules.needs.every((name) => (row[name] ?? '') === '')) throw new Error('An empty row');
    const phone = row[rules.phone] ?? '';
    if (phone !== '' && !E164.test(phone)) throw new Error('A phone number is not E.164');
    const key = row[rules.key] ?? '';
    if (!rules.validKey.test(key)) throw new Error('A key is not valid');
    if (rules.key !== rules.phone && rules.key !== 'First Name') {
      if (keys.has(key)) throw new Error('A key comes twice');
      keys.add(key);
    }
    return { key, phone: phone === '' ? null : phone };
  });
}
