/** Ids begin with `changes.`. */
export const changes = {} as const;
