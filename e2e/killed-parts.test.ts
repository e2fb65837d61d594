import { surviveKilledParts } from './cases/killed-parts.ts';

// Where most is at stake, but for the API, which apps/api/test/grabs/killed-api.test.ts has. The soak run has
// every part in every phase.
surviveKilledParts(1, [
  ['engine', 'reading'],
  ['Postgres', 'storing'],
]);
