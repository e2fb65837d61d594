import { faultTable } from './cases/fault-table.ts';

// Several rounds run in ../soak, which also writes the times down.
faultTable(1, async () => undefined);
