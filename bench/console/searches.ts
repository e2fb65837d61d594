/** What a person types, and what each row that is found shows of it. */
export type Search = {
  readonly kind: string;
  readonly text: string;
  /** Null: no row is found. */
  readonly words: readonly string[] | null;
};

const of = (kind: string, texts: readonly string[]): Search[] =>
  texts.map((text) => ({ kind, text, words: text.split(' ') }));

const KINDS: readonly Search[][] = [
  of('beginning of a name', ['Kart', 'budi s', 'wah', 'anggr', 'Putri']),
  of('middle of a word', ['antoso', 'urnia', 'estari', 'ndung']),
  of('several words', ['siregar toko', 'utami jakarta', 'siti wijaya alumni']),
  [
    ...of('part of a number', ['6281000', '70007', '9668100', '12341']),
    { kind: 'part of a number', text: '0810 0070', words: ['62810', '0070'] },
    { kind: 'part of a number', text: '+62 810-0001-4', words: ['6281000014'] },
  ],
  of('username', ['@budi', '@sari.1', '@dewi.55', '@joko']),
  of('Arabic', ['أحمد', 'فاطمة ال', 'منصور', 'القحطاني']),
  of('Chinese character', ['伟', '王', '涛', '林']),
  of('other scripts', ['мария', 'волк', 'कविता']),
  ['xyzzy', 'wijayaa', '99999999', '龘', '@nobody.at.all'].map((text) => ({
    ...{ kind: 'no match', text, words: null },
  })),
];

/** Of the kinds in turns, as a person would not search for ten numbers one after the other. */
export const SEARCHES: readonly Search[] = Array.from({ length: 6 }, (_, turn) =>
  KINDS.flatMap((kind) => kind[turn] ?? []),
).flat();
