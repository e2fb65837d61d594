/** Ids begin with `health.`. */
export const health = {} as const;
