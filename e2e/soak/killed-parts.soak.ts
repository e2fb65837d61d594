import { surviveKilledParts } from '../cases/killed-parts.ts';

surviveKilledParts(10);
