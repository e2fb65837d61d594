import { walkAtRandom } from './cases/random-walks.ts';

// The soak run has many walks, which differ each time.
walkAtRandom([11], 5);
