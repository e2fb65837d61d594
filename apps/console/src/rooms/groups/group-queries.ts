import type { MemberOfGroups } from '@grabber/contracts/api/membership';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';
import { KEYS } from '../../api/keys.ts';
import type { Group } from './group-tree.ts';

const PAGE = 200;
const BIG_PAGE = 1_000;

type Cursor = { readonly next_cursor: string | null };

/** What pages have in common: the cursor of one page asks for the next. */
const PAGED = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next_cursor }: Cursor) => next_cursor ?? undefined,
};

export type GroupFilter = { readonly search?: string; readonly status?: 'active' | 'inactive' };

/** All groups of an account that match: a tree needs all of them. */
export function groupsQuery(account: string, filter: GroupFilter) {
  return queryOptions({
    queryKey: KEYS.groups(account, 'all', filter),
    queryFn: async ({ signal }) => {
      const groups: Group[] = [];
      let cursor: string | null | undefined;
      do {
        const query = { ...filter, limit: BIG_PAGE, ...(cursor && { cursor }) };
        const page = await dataOf(
          api.GET('/api/sessions/{id}/groups', {
            params: { path: { id: account }, query },
            signal,
          }),
        );
        groups.push(...page.groups);
        cursor = page.next_cursor;
      } while (cursor !== null);
      return groups;
    },
  });
}

export function membersQuery(account: string, groupId: string) {
  return infiniteQueryOptions({
    ...PAGED,
    queryKey: KEYS.groups(account, groupId, 'members'),
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/sessions/{id}/groups/{groupId}/participants', {
          ...ofGroup(account, groupId, pageParam),
          signal,
        }),
      ),
  });
}

export function pastMembersQuery(account: string, groupId: string) {
  return infiniteQueryOptions({
    ...PAGED,
    queryKey: KEYS.groups(account, groupId, 'past'),
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/sessions/{id}/groups/{groupId}/past-participants', {
          ...ofGroup(account, groupId, pageParam),
          signal,
        }),
      ),
  });
}

export function historyQuery(account: string, groupId: string) {
  return infiniteQueryOptions({
    ...PAGED,
    queryKey: KEYS.groups(account, groupId, 'history'),
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/sessions/{id}/groups/{groupId}/history', {
          ...ofGroup(account, groupId, pageParam),
          signal,
        }),
      ),
  });
}

function ofGroup(id: string, groupId: string, cursor: string | undefined) {
  return { params: { path: { id, groupId }, query: { limit: PAGE, ...(cursor && { cursor }) } } };
}

export type PeopleFilter = {
  readonly groups: readonly string[];
  readonly min: number;
  /** Absent: contacts and others. */
  readonly contact?: boolean;
};

/** Who is in several of the chosen groups, or of all. */
export function peopleQuery(account: string, filter: PeopleFilter) {
  return infiniteQueryOptions({
    ...PAGED,
    queryKey: KEYS.groups(account, 'people', filter),
    queryFn: ({ pageParam, signal }) => peoplePage(account, filter, PAGE, pageParam, signal),
  });
}

/** All of them, for a file. `onCount`: how many are there so far. Rejects with ApiFailure. */
export async function allPeople(
  account: string,
  filter: PeopleFilter,
  onCount: (count: number) => void,
): Promise<MemberOfGroups[]> {
  const people: MemberOfGroups[] = [];
  let cursor: string | undefined;
  do {
    const page = await peoplePage(account, filter, BIG_PAGE, cursor);
    people.push(...page.members);
    onCount(people.length);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return people;
}

function peoplePage(
  id: string,
  { groups, min, contact }: PeopleFilter,
  limit: number,
  cursor?: string,
  signal?: AbortSignal,
) {
  const query = {
    limit,
    ...(min > 1 && { min_groups: min }),
    ...(groups.length > 0 && { groups: groups.join(',') }),
    ...(contact !== undefined && { contact }),
    ...(cursor && { cursor }),
  };
  return dataOf(
    api.GET('/api/sessions/{id}/members', {
      params: { path: { id }, query },
      ...(signal && { signal }),
    }),
  );
}
