import { afterAll, expect, test, vi } from 'vitest';

vi.stubGlobal('document', { baseURI: 'http://console.test/' });
vi.stubGlobal('location', { pathname: '/', origin: 'http://console.test' });
const answers: { changed_count: number; has_more: boolean }[] = [];
vi.stubGlobal('fetch', async () => {
  const data = { matched_count: 0, refused_count: 0, ...answers.shift() };
  return Response.json({ success: true, data });
});
afterAll(() => void vi.unstubAllGlobals());
// The client keeps the `fetch` that there is when it is loaded, and another test may have loaded it.
vi.resetModules();
const { changeTags } = await import('../../src/rooms/contacts/bulk/bulk.ts');

type Work = Parameters<typeof changeTags>[0];

/** The shares that the bar shows. */
async function sharesOf(work: Pick<Work, 'selection' | 'listing' | 'count'>) {
  const shares: string[] = [];
  const { signal } = new AbortController();
  const onProgress: Work['onProgress'] = ({ part }) => shares.push(`${part?.done}/${part?.total}`);
  const sessions = ['a', 'b', 'c'];
  await changeTags({ ...work, sessions, signal, onProgress }, { add: ['x'], remove: [] });
  return shares;
}

const listing = { session: null, filters: {}, sort: 'name' } as const;

test('tags of all that match in all accounts are as far as the accounts are', async () => {
  answers.push({ changed_count: 10_000, has_more: true }, { changed_count: 5, has_more: false });
  answers.push({ changed_count: 0, has_more: false }, { changed_count: 7, has_more: false });
  const shares = await sharesOf({ selection: { kind: 'all' }, listing, count: 10_007 });
  expect(shares).toEqual(['0/3', '1/3', '2/3', '3/3']);
});

test('tags of chosen people are as far as the rows of all their accounts are', async () => {
  const places = [
    { session: 'a', id: 1 },
    { session: 'b', id: 2 },
  ];
  const person = { session: 'a', name: 'Budi', isPerson: true, places };
  const rows = new Map([
    ['a 1', person],
    ['a 3', { ...person, places: [{ session: 'a', id: 3 }] }],
  ]);
  // One of the two has the tag already.
  answers.push({ changed_count: 1, has_more: false }, { changed_count: 1, has_more: false });
  const shares = await sharesOf({ selection: { kind: 'some', rows }, listing, count: 2 });
  expect(shares).toEqual(['2/3', '3/3']);
});
