import { readdirSync, readFileSync } from 'node:fs';
import { LIBRARY_MEMBERS } from './library/library-members.ts';
import { GROUP_METADATA_MEMBERS, SESSION_MEMBERS, USED_MEMBERS } from './reader/page/modules.ts';

/** A member of WhatsApp Web that the engine uses. */
export type PageMember = {
  /** Where it may be: a module and the path of the member in it. One place is enough. */
  readonly places: readonly (readonly string[])[];
  /** What does not work without it. Empty: what works holds less. */
  readonly stops: readonly ('start' | 'pairing' | 'groups' | 'contacts')[];
  readonly usedBy: string;
};

/** A script that the engine evaluates in the page, or a part of one. */
const SCRIPTED_MEMBER = /window\.require\(['"](\w+)['"]\)((?:\.\w+)+)/g;
/** A module that the code in the page asks for. */
const PAGE_MODULE = /\b(?:pageModule|moduleOrNull)\('(\w+)'\)/g;

/**
 * Every member that the engine uses, for a check of WhatsApp Web's text. The lists are those of the
 * self-check and of the library. What single scripts use is read from the files of this room, so that no
 * script can be forgotten.
 */
export function pageMembers(): PageMember[] {
  const members: PageMember[] = [
    ...USED_MEMBERS.map(([blocks, ...place]) => ({
      places: [place],
      stops: blocks,
      usedBy: 'the reader',
    })),
    ...GROUP_METADATA_MEMBERS.map((member) => ({
      places: [
        ['WAWebCollections', 'WAWebGroupMetadataCollection', member],
        ['WAWebCollections', 'GroupMetadata', member],
        ['WAWebGroupMetadataCollection', member],
      ],
      stops: [],
      usedBy: 'the reader',
    })),
    ...Object.values(SESSION_MEMBERS)
      .flat()
      .map((places) => ({ places, stops: [], usedBy: 'the session' })),
    ...LIBRARY_MEMBERS.map(([step, ...place]) => ({
      places: [place],
      stops: [step],
      usedBy: 'whatsapp-web.js',
    })),
    ...scriptedMembers(),
  ];
  return withoutRepeats(members);
}

function scriptedMembers(): PageMember[] {
  const root = new URL('./', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  return files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(new URL(file, root), 'utf8');
      const scripts = [...text.matchAll(SCRIPTED_MEMBER)].map(([, module = '', path = '']) => [
        module,
        ...path.slice(1).split('.'),
      ]);
      const modules = [...text.matchAll(PAGE_MODULE)].map(([, module = '']) => [module]);
      return [...scripts, ...modules].map((place) => ({
        places: [place],
        stops: [],
        usedBy: file,
      }));
    });
}

/** One entry for each member, and none for a module whose members have entries. */
function withoutRepeats(members: readonly PageMember[]): PageMember[] {
  const known = new Map<string, PageMember>();
  for (const member of members) {
    const key = member.places.map((place) => place.join('.')).join(' or ');
    const before = known.get(key);
    known.set(key, {
      ...member,
      stops: [...new Set([...(before?.stops ?? []), ...member.stops])],
      usedBy: before === undefined ? member.usedBy : mergeUsers(before.usedBy, member.usedBy),
    });
  }
  const keys = [...known.keys()];
  return [...known].flatMap(([key, member]) => {
    const isCovered =
      member.stops.length === 0 && keys.some((other) => other.startsWith(`${key}.`));
    return isCovered ? [] : [member];
  });
}

function mergeUsers(before: string, user: string): string {
  return before.split(', ').includes(user) ? before : `${before}, ${user}`;
}
