import { upgrades } from '../cases/upgrade.ts';

// The soak run has a hundred thousand.
upgrades(2_000);
