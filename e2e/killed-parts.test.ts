import { surviveKilledParts } from './cases/killed-parts.ts';

// Where most is at stake. The soak run has every part in every phase.
surviveKilledParts(1, [
  ['API', 'storing'],
  ['engine', 'reading'],
  ['Postgres', 'storing'],
]);
