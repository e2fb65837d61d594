import {
  EXPORT_FORMAT_NAMES,
  EXPORT_PROFILE_NAMES,
  FURTHER_CONTACT_COLUMNS,
  MEMBERSHIP_FORMAT_NAMES,
  PROFILE_FORMATS,
} from '@grabber/contracts/api/export';
import { CONTACT_COLUMNS } from '@grabber/contracts/contact-fields';
import { expect, it } from 'vitest';
import { readDocument, sections } from '../support/markdown.ts';

const API = sections(readDocument('docs/api.md'));
const EXPORTS = readDocument('docs/exports.md');
const PERSON_FORMAT_NAMES = EXPORT_FORMAT_NAMES.filter(
  (name) => !(MEMBERSHIP_FORMAT_NAMES as readonly string[]).includes(name),
);

const namesIn = (text = '') => [...text.matchAll(/`([a-z0-9_-]+)`/g)].map(([, name]) => name);
const sectionOfApi = (heading: string) =>
  API.find((section) => section.heading.includes(heading))?.body ?? '';

it('docs/api.md has a table of the formats that the contract has, and says which hold persons', () => {
  const [head, ...rows] = [...sectionOfApi('Exports').matchAll(/^\| `([^`]+)` *\|.*\|(.*)\|$/gm)];
  expect(head?.[1]).toBe('format');
  expect(rows.map(([, name]) => name)).toEqual(EXPORT_FORMAT_NAMES);
  const ofPersons = rows.filter(([, , what]) => /\bpersons\b/.test(what ?? ''));
  expect(ofPersons.map(([, name]) => name)).toEqual(PERSON_FORMAT_NAMES);
});

it('docs/api.md names the formats that an export of all memberships takes', () => {
  const section = sectionOfApi('GET /api/sessions/:id/groups/participants/export');
  const sentence = /`format` is ([^.]*)\./.exec(section)?.[1];
  const row = /^\| `format` .*\|(.*)\|$/m.exec(section)?.[1];
  expect(namesIn(sentence)).toEqual(MEMBERSHIP_FORMAT_NAMES);
  expect(namesIn(row)).toEqual(MEMBERSHIP_FORMAT_NAMES);
});

it('docs/exports.md names each format, and which hold only persons', () => {
  const named = new Set(namesIn(EXPORTS));
  expect(EXPORT_FORMAT_NAMES.filter((name) => !named.has(name))).toEqual([]);
  const ofPersons = /([^.]*) hold only persons/.exec(EXPORTS)?.[1];
  expect(namesIn(ofPersons)).toEqual(PERSON_FORMAT_NAMES);
});

it('docs/exports.md lists the columns of contacts in their order', () => {
  const listed = /\*\*Contacts\*\* \(.*\): ([^.]*)\./.exec(EXPORTS)?.[1];
  expect(namesIn(listed)).toEqual(CONTACT_COLUMNS);
});

it('docs/exports.md lists the further columns of contacts in their order', () => {
  const listed = /\*\*Further columns\*\* of contacts[^:]*: ([^.]*)\./.exec(EXPORTS)?.[1];
  expect(namesIn(listed)).toEqual(FURTHER_CONTACT_COLUMNS);
});

it('docs/exports.md has a table of the profiles, with the formats of each', () => {
  const table = EXPORTS.slice(EXPORTS.indexOf('| `profile`'));
  const [, ...rows] = [...table.matchAll(/^\| `([^`]+)` *\|([^|]*)\|/gm)];
  expect(rows.map(([, name]) => name)).toEqual(EXPORT_PROFILE_NAMES);
  expect(rows.map(([, , formats]) => namesIn(formats))).toEqual(Object.values(PROFILE_FORMATS));
  const row = /^\| `profile` .*\|(.*)\|$/m.exec(sectionOfApi('How a file looks'))?.[1];
  expect(namesIn(row)).toEqual(expect.arrayContaining([...EXPORT_PROFILE_NAMES]));
});
