import { faultTable } from '../cases/fault-table.ts';

// Several rounds run in ../soak, which also writes the times down. In two files, which run side by side.
faultTable({ rounds: 1, parts: ['running'] });
