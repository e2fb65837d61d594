import { faultTable } from '../cases/fault-table.ts';

// See faults-of-running-sessions.test.ts.
faultTable({ rounds: 1, parts: ['start', 'read'] });
