import { fuzzRoutes } from '../test/cases/fuzz-routes.ts';

fuzzRoutes(5_000);
