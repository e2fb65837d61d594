import { surviveKills } from '../test/cases/killed-api.ts';

surviveKills(20);
