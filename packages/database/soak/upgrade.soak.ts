import { upgrades } from '../test/cases/upgrade.ts';

upgrades(100_000);
