import { fuzzRoutes } from '../test/cases/fuzz-routes.ts';

/** More than 100,000 requests. */
fuzzRoutes(1_500);
