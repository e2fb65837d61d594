import { samePlans } from '../cases/store-plans.ts';

// The soak run has it after a large session and after ten others, too.
samePlans([
  'when the statistics know only a small session',
  'when a large session came after the statistics',
]);
