import type { Schema } from '@grabber/api-client';

/** What a filter offers. */
export type Choice = { readonly value: string; readonly label: string };

export const choiceOf = (text: string): Choice => ({ value: text, label: text });
export const byLabel = (one: Choice, other: Choice) => one.label.localeCompare(other.label);

export type Group = Pick<Schema<'Group'>, 'contact_id' | 'name' | 'community_id'>;

/** Those of a community follow it, with its name before theirs. */
export function groupChoices(groups: readonly Group[]): readonly Choice[] {
  const names = new Map(groups.map(({ contact_id, name }) => [contact_id, name]));
  const labelOf = ({ name, community_id }: Group) => {
    const community = community_id === null ? undefined : names.get(community_id);
    return community === undefined ? name : `${community} › ${name}`;
  };
  return groups
    .map((group) => ({ value: group.contact_id, label: labelOf(group) }))
    .toSorted(byLabel);
}
