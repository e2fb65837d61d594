import { useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../../../api/client.ts';
import { KEYS } from '../../../api/keys.ts';
import { sessionsQuery } from '../../../api/queries.ts';
import type { FilterName } from './filter-chips.tsx';
import { byLabel, type Choice, choiceOf, type Group, groupChoices } from './filter-choices.ts';

const MOST_GROUPS = 1_000;
const TEN_MINUTES_MS = 600_000;
/** Each account is asked for its own labels and tags. Of more accounts than that a name is typed. */
const MOST_ACCOUNTS = 50;
const AT_ONCE = 4;

type Named = 'label' | 'tag' | 'group';
const isNamed = (name: FilterName | null): name is Named =>
  name === 'label' || name === 'tag' || name === 'group';

type Names = {
  readonly choices: readonly Choice[];
  /** There are too many accounts to ask each for what it has. */
  readonly areTyped: boolean;
};

/** The labels, tags or groups that an account has, or that all together have. Null: none of them is wanted. */
export function useNames(name: FilterName | null, session: string | undefined): Names {
  const { data: list } = useQuery(sessionsQuery);
  const sessions = list?.sessions.map(({ session_id }) => session_id) ?? [];
  const ofAll = name === 'group' ? [] : sessions;
  const areTyped = session === undefined && isNamed(name) && ofAll.length > MOST_ACCOUNTS;
  const { data: choices = [] } = useQuery({
    queryKey: KEYS.contacts('names', name, session ?? ofAll),
    enabled: isNamed(name) && !areTyped && list !== undefined,
    staleTime: TEN_MINUTES_MS,
    queryFn: () => readNames(name as Named, session === undefined ? ofAll : [session], session),
  });
  return { choices, areTyped };
}

async function readNames(
  name: Named,
  sessions: readonly string[],
  session: string | undefined,
): Promise<readonly Choice[]> {
  if (name === 'group') return groupChoices(await readGroups(session));
  const found = new Set<string>();
  for (let start = 0; start < sessions.length; start += AT_ONCE) {
    const some = sessions.slice(start, start + AT_ONCE);
    for (const names of await Promise.all(some.map((id) => namesOf(name, id)))) {
      for (const one of names) found.add(one);
    }
  }
  return [...found].map(choiceOf).toSorted(byLabel);
}

async function namesOf(name: 'label' | 'tag', id: string): Promise<readonly string[]> {
  const params = { path: { id } };
  const found =
    name === 'label'
      ? (await dataOf(api.GET('/api/sessions/{id}/labels', { params }))).labels
      : (await dataOf(api.GET('/api/sessions/{id}/tags', { params }))).tags;
  return found.map((one) => one.name);
}

async function readGroups(id: string | undefined): Promise<readonly Group[]> {
  const query = { limit: MOST_GROUPS };
  if (id === undefined) return (await dataOf(api.GET('/api/groups', { params: { query } }))).groups;
  const params = { path: { id }, query };
  return (await dataOf(api.GET('/api/sessions/{id}/groups', { params }))).groups;
}
