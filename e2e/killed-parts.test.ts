import { surviveKilledParts } from './cases/killed-parts.ts';

// Of the API apps/api/test/grabs/killed-api.test.ts has it, and of the engine's stream the grab errors there. The soak
// run has every part in every phase.
surviveKilledParts(1, [['Postgres', 'storing']]);
