/** Ids begin with `contacts.`. */
export const contacts = {} as const;
