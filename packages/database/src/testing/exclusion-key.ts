import { createExclusionKey } from '../privacy/exclusion-hash.ts';

/** The key that the tests' databases are used with. */
export const TEST_EXCLUSION_SECRET = 'the-exclusion-key-of-the-tests-012345';
export const TEST_EXCLUSION_KEY = createExclusionKey(TEST_EXCLUSION_SECRET);
