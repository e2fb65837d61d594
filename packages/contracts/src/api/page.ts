import { Type } from 'typebox';

export const MAX_PAGE = 1_000;
export const DEFAULT_PAGE = 100;

/** How many items a page has. */
export const PageLimit = Type.Integer({ minimum: 1, maximum: MAX_PAGE });

/** `next_cursor` of the page before. The other parameters must be the same. */
export const PageCursor = Type.String({ minLength: 1, maxLength: 1_000 });
