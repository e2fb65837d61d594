import { surviveChaos } from '../test/cases/chaotic-grabs.ts';

surviveChaos(800);
