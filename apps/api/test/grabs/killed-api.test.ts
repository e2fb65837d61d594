import { surviveKills } from '../cases/killed-api.ts';

surviveKills(1);
