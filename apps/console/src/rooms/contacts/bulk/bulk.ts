import { api, dataOf } from '../../../api/client.ts';
import type { Filters, Listing } from '../contacts-search.ts';
import { countContacts, ofAllAccounts } from '../rows/contact-source.ts';
import { filtersOf, MOST_IDS, type Picked, type Selection } from './selection.ts';

export type BulkResult = {
  readonly done: number;
  readonly failed: number;
  /** How far it is, where that is not so many of the rows that were chosen. */
  readonly part?: { readonly done: number; readonly total: number };
};
export type BulkProgress = (result: BulkResult) => void;

type Work = {
  readonly selection: Selection;
  readonly listing: Listing;
  /** How many rows the person has seen and confirmed. */
  readonly count: number;
  readonly signal: AbortSignal;
  readonly onProgress: BulkProgress;
};

/** The chosen rows as filters: all that match, or parts of those that are ticked. */
function partsOf({ selection, listing }: Work, isWanted: (row: Picked) => boolean): Filters[] {
  if (selection.kind === 'all') return [listing.filters];
  const rows = [...selection.rows.values()].filter(isWanted);
  const starts = rows.flatMap((_, index) => (index % MOST_IDS === 0 ? [index] : []));
  return starts.map((start) => filtersOf(rows.slice(start, start + MOST_IDS)));
}

/** Does what matches some filters, and says how much that was. `expected`: how many match. */
type Step = (filters: Filters, expected: number) => Promise<number>;

/** Goes on until nothing is left. If others match than were confirmed, the API refuses the step. */
async function doAll(
  work: Work,
  countFirst: (filters: Filters) => Promise<number>,
  step: Step,
  isWanted: (row: Picked) => boolean = () => true,
): Promise<BulkResult> {
  let done = 0;
  for (const filters of partsOf(work, isWanted)) {
    for (let left = await countFirst(filters); left > 0 && !work.signal.aborted; ) {
      const now = await step(filters, left);
      if (now === 0) break;
      done += now;
      left -= now;
      work.onProgress({ done, failed: 0 });
    }
  }
  return { done, failed: 0 };
}

/** All rows of one account: the API deletes them in one call, with those without WhatsApp. */
export function isWholeBook(selection: Selection, { session, filters }: Listing): boolean {
  return selection.kind === 'all' && session !== null && Object.keys(filters).length === 0;
}

/** Deletes the rows that are stored now: a later grab may store them again. */
export async function deleteRows(work: Work): Promise<BulkResult> {
  const { selection, listing, signal } = work;
  const { session } = listing;
  if (session !== null && isWholeBook(selection, listing)) {
    const params = { path: { id: session } };
    const answer = await dataOf(api.DELETE('/api/sessions/{id}/contacts', { params }));
    return { done: answer.deleted_count, failed: 0 };
  }
  const countFirst = async (filters: Filters) =>
    selection.kind === 'all' ? work.count : countContacts({ ...listing, filters }, signal);
  return doAll(work, countFirst, async (filters, expected) => {
    const more = { body: { expected }, signal };
    if (session === null) {
      const params = { query: ofAllAccounts(filters) };
      const asked = api.POST('/api/contacts/deletions', { params, ...more });
      return (await dataOf(asked)).deleted_count;
    }
    const params = { path: { id: session }, query: filters };
    const asked = api.POST('/api/sessions/{id}/contacts/deletions', { params, ...more });
    return (await dataOf(asked)).deleted_count;
  });
}

/** Erases people from every account of the workspace and excludes them from later grabs. Groups stay. */
export function excludePeople(work: Work): Promise<BulkResult> {
  const { selection, listing, signal } = work;
  const { session } = listing;
  const isOfPeople = session === null || listing.filters.type === 'individual';
  const countFirst = async (filters: Filters) => {
    if (selection.kind === 'all' && isOfPeople) return work.count;
    const people = { ...filters, type: 'individual' } as const;
    return countContacts({ ...listing, filters: people }, signal);
  };
  const step: Step = async (filters, expected) => {
    const more = { body: { expected }, signal };
    if (session === null) {
      const params = { query: ofAllAccounts(filters) };
      const asked = api.POST('/api/contacts/exclusions', { params, ...more });
      return (await dataOf(asked)).excluded_count;
    }
    const { type: _, ...ofPeople } = filters;
    const params = { path: { id: session }, query: ofPeople };
    const asked = api.POST('/api/sessions/{id}/contacts/exclusions', { params, ...more });
    return (await dataOf(asked)).excluded_count;
  };
  return doAll(work, countFirst, step, ({ isPerson }) => isPerson);
}

export type TagChange = { readonly add: readonly string[]; readonly remove: readonly string[] };
type SessionWork = Work & { readonly sessions: readonly string[] };

/** Adds and removes tags of the chosen rows. Over all accounts each account has tags of its own. */
export async function changeTags(
  work: SessionWork,
  { add, remove }: TagChange,
): Promise<BulkResult> {
  const { signal, onProgress } = work;
  const body = {
    ...(add.length > 0 && { add: [...add] }),
    ...(remove.length > 0 && { remove: [...remove] }),
  };
  const steps = tagged(work);
  const total = steps.reduce((sum, { weight }) => sum + weight, 0);
  let [done, failed, passed] = [0, 0, 0];
  for (const { session, query, weight } of steps) {
    const before = { done, failed };
    for (let hasMore = true; hasMore && !signal.aborted; ) {
      const params = { path: { id: session }, query };
      const asked = api.POST('/api/sessions/{id}/contacts/tags', { params, body, signal });
      const answer = await dataOf(asked);
      done += answer.changed_count;
      // Each call of a session says it of all that match.
      failed = before.failed + answer.refused_count;
      hasMore = answer.has_more;
      // What has the tags already is passed as well.
      const ofStep = hasMore ? Math.min(weight - 1, done - before.done) : weight;
      onProgress({ done, failed, part: { done: passed + ofStep, total } });
    }
    passed += weight;
  }
  return { done, failed };
}

/** A call for rows of one account. `weight`: how many rows these are, or one where only the API knows. */
type TagStep = { readonly session: string; readonly query: Filters; readonly weight: number };

/** The rows by their account. */
function tagged({ selection, listing, sessions, count }: SessionWork): TagStep[] {
  if (selection.kind === 'some') {
    const places = [...selection.rows.values()].flatMap((row) => row.places);
    return [...Map.groupBy(places, ({ session }) => session)].flatMap(([session, own]) =>
      own.flatMap((_, start) => {
        if (start % MOST_IDS > 0) return [];
        const ids = own.slice(start, start + MOST_IDS).map(({ id }) => id);
        return [{ session, query: { ids: ids.join(',') }, weight: ids.length }];
      }),
    );
  }
  const { session, filters } = listing;
  if (session !== null) return [{ session, query: filters, weight: count }];
  const query = { ...filters, type: 'individual' as const };
  return sessions.map((id) => ({ session: id, query, weight: 1 }));
}
