/** Ids begin with `access.`. */
export const access = {} as const;
