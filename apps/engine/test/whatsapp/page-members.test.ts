import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LIBRARY_MEMBERS } from '../../src/whatsapp/library/library-members.ts';
import { pageMembers } from '../../src/whatsapp/page-members.ts';
import {
  GROUP_METADATA_MEMBERS,
  SESSION_MEMBERS,
  USED_MEMBERS,
} from '../../src/whatsapp/reader/page/modules.ts';

const LIBRARY = import.meta.resolve('whatsapp-web.js');
const librarySource = (path: string) => readFileSync(new URL(`src/${path}`, LIBRARY), 'utf8');

/** The members that a text of the library asks the page for. */
function requestedMembers(text: string): string[] {
  const requests = text.matchAll(/\.require\(\s*'(\w+)',?\s*\)((?:\s*\.\s*\w+)*)/g);
  return [...requests].map(([, module, path = '']) => `${module}${path.replaceAll(/\s/g, '')}`);
}

/** The text of a method of the library's client. */
function clientMethod(name: string): string {
  const source = librarySource('Client.js');
  const start = source.indexOf(`    async ${name}(`);
  return source.slice(start, source.indexOf('\n    }\n', start));
}

const names = (places: readonly (readonly string[])[]) => places.map((place) => place.join('.'));

it('the members that the check of a build looks at are those of the self-check', () => {
  const places = names(pageMembers().flatMap(({ places }) => places));
  expect(places).toEqual(expect.arrayContaining(names(USED_MEMBERS.map(([, ...place]) => place))));
  for (const member of GROUP_METADATA_MEMBERS) {
    expect(places).toContain(`WAWebCollections.GroupMetadata.${member}`);
    expect(places).toContain(`WAWebCollections.WAWebGroupMetadataCollection.${member}`);
  }
});

it('every member that a session uses is among them, with the places that it has in other builds', () => {
  const listed = pageMembers().map(({ places }) => names(places).join());
  for (const places of Object.values(SESSION_MEMBERS).flat()) {
    expect(listed).toContain(names(places).join());
  }
});

it('every module that the code in the page asks for is among them', () => {
  const modules = pageMembers().flatMap(({ places }) => places.map(([module]) => module));
  const folder = new URL('../../src/whatsapp/reader/page/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const asked = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      return Array.from(
        text.matchAll(/(?:pageModule|moduleOrNull)\('(\w+)'\)/g),
        ([, name]) => name,
      );
    });
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((name) => !modules.includes(name))).toEqual([]);
});

it('no member is listed twice', () => {
  const keys = pageMembers().map(({ places }) => names(places).join(' or '));
  expect(keys).toEqual([...new Set(keys)]);
});

it('the list of what the library needs names every request of its start and its pairing', () => {
  const listed = names(LIBRARY_MEMBERS.map(([, ...place]) => place));
  const requested = [
    ...requestedMembers(clientMethod('inject')),
    ...requestedMembers(clientMethod('requestPairingCode')),
    ...requestedMembers(librarySource('util/Injected/AuthStore/AuthStore.js')),
  ];
  expect(requested.length).toBeGreaterThan(15);
  const unlisted = requested.filter(
    (member) => !listed.some((name) => name === member || name.startsWith(`${member}.`)),
  );
  // The library calls it in Node, where it always fails.
  expect(unlisted).toEqual(['WAWebCmd.Cmd.refreshQR']);
});
