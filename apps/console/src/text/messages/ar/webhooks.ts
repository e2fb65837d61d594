/** Ids begin with `webhooks.`. */
export const webhooks = {} as const;
