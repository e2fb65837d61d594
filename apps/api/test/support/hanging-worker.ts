import { openDatabase } from '@grabber/database/connection/open-database';
import { hangingJobs } from './hanging-jobs.ts';

// A process to be killed: queues a grab in the database of its argument, takes its job, and tells its id.
const { queue } = hangingJobs(openDatabase(process.argv[2] ?? ''), (grabId) => {
  process.send?.({ grabId });
});
await queue();
