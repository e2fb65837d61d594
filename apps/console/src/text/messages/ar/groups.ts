/** Ids begin with `groups.`. */
export const groups = {} as const;
