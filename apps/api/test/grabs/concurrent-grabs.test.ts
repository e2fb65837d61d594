import { grabConcurrently } from '../cases/concurrent-grabs.ts';

grabConcurrently(60, 6);
