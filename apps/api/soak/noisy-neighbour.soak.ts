import { describe } from 'vitest';
import { besideNoisyNeighbour } from '../test/cases/noisy-neighbour.ts';

describe('beside a workspace that takes all that it can get, another one', () => {
  besideNoisyNeighbour({ contacts: 300_000, readers: 150, searches: 500, rounds: 50 });
});
