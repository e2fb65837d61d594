import { api, dataOf } from '../../api/client.ts';
import { countContacts, ofAllAccounts } from './contact-source.ts';
import type { Filters, Listing } from './contacts-search.ts';
import { filtersOf, MOST_IDS, type Picked, type Selection } from './selection.ts';

export type BulkResult = { readonly done: number; readonly failed: number };
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
  const result = { done: 0, failed: 0 };
  for (const { session, query } of tagged(work)) {
    const failedBefore = result.failed;
    for (let hasMore = true; hasMore && !signal.aborted; ) {
      const params = { path: { id: session }, query };
      const asked = api.POST('/api/sessions/{id}/contacts/tags', { params, body, signal });
      const answer = await dataOf(asked);
      result.done += answer.changed_count;
      // Each call of a session says it of all that match.
      result.failed = failedBefore + answer.refused_count;
      onProgress({ ...result });
      hasMore = answer.has_more;
    }
  }
  return result;
}

/** The rows by their account. */
function tagged({ selection, listing, sessions }: SessionWork) {
  if (selection.kind === 'some') {
    const places = [...selection.rows.values()].flatMap((row) => row.places);
    return [...Map.groupBy(places, ({ session }) => session)].flatMap(([session, own]) =>
      own.flatMap((_, start) => {
        if (start % MOST_IDS > 0) return [];
        const ids = own.slice(start, start + MOST_IDS).map(({ id }) => id);
        return [{ session, query: { ids: ids.join(',') } }];
      }),
    );
  }
  const { session, filters } = listing;
  if (session !== null) return [{ session, query: filters }];
  const query = { ...filters, type: 'individual' as const };
  return sessions.map((id) => ({ session: id, query }));
}
