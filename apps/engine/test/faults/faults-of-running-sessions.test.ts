import { faultTable } from '../cases/fault-table.ts';

// The soak run does several rounds and writes the times down. Two files, so that they run side by side.
faultTable({ rounds: 1, parts: ['running'] });
