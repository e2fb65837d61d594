import { samePlans } from '../cases/store-plans.ts';

// The soak run has it after a small and after a large session, too.
samePlans(['when a large session came after the statistics']);
