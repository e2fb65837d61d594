import { grabConcurrently } from '../test/cases/concurrent-grabs.ts';

grabConcurrently(200, 20);
