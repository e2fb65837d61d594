import { getTableColumns } from 'drizzle-orm';
import { apiKeys } from './schema/api-keys.ts';

const { key_hash, ...shown } = getTableColumns(apiKeys);

/** Everything but the hash: it has no business outside the database. */
export const apiKeyColumns = shown;
