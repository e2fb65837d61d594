import { walkAtRandom } from '../cases/random-walks.ts';

const WALKS = 16;
const STEPS = 40;
const SEEDS = 1_000_000;

const given = process.env.WALK_SEED;
const first = Math.floor(Math.random() * SEEDS);
const seeds = Array.from({ length: WALKS }, (_, n) => first + n);
walkAtRandom(given === undefined ? seeds : [Number(given)], STEPS);
