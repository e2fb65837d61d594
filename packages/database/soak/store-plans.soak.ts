import { samePlans } from '../test/cases/store-plans.ts';

samePlans();
