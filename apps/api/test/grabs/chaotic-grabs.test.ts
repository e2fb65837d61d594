import { surviveChaos } from '../cases/chaotic-grabs.ts';

surviveChaos(30);
