/** Ids begin with `schedules.`. */
export const schedules = {} as const;
