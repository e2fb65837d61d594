import { fuzzRoutes } from '../cases/fuzz-routes.ts';

/** Enough that every answer occurs, and 5,000 in all. */
fuzzRoutes(120);
