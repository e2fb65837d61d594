import { fuzzRoutes } from '../cases/fuzz-routes.ts';

/** Enough that of each answer there are some, and 5,000 in all. */
fuzzRoutes(240);
