/** Ids begin with `grabs.`. */
export const grabs = {} as const;
