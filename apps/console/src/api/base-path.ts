import { routerBase } from './router-base.ts';

/** The path of the API, with a slash at its end: where its cookie counts. The page has it in its base tag. */
export const BASE_PATH = new URL(document.baseURI).pathname.replace(/[^/]*$/, '');

/** The path below which the screens are. */
export const ROUTER_BASE = routerBase(BASE_PATH, location.pathname);
