import { fuzzRoutes } from '../cases/fuzz-routes.ts';

/** Enough that every answer of a route occurs; the soak sends more. */
fuzzRoutes(30);
