import { describe } from 'vitest';
import { besideNoisyNeighbour } from '../cases/noisy-neighbour.ts';

describe('beside a workspace that takes all that it can get, another one', () => {
  besideNoisyNeighbour({ contacts: 15_000, readers: 12, searches: 20, rounds: 1 });
});
