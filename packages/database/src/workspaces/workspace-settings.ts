import type { Database } from '../connection/open-database.ts';
import { inTransaction } from '../connection/transactions.ts';
import type { workspaces } from '../schema/workspaces.ts';

export type { CustomField } from '../schema/workspaces.ts';

export type WorkspaceSettings = Pick<
  typeof workspaces.$inferSelect,
  'custom_fields' | 'keeps_change_values' | 'masks_numbers'
>;

/** The settings of a workspace. Null: there is no such workspace. */
export async function findWorkspaceSettings(
  { pool }: Pick<Database, 'pool'>,
  workspace_id: string,
): Promise<WorkspaceSettings | null> {
  const { rows } = await pool.query<WorkspaceSettings>(
    'SELECT custom_fields, keeps_change_values, masks_numbers FROM workspaces WHERE id = $1',
    [workspace_id],
  );
  return rows[0] ?? null;
}

/** Changes the settings that are given. The values of a field that is taken away stay where they are. */
export async function changeWorkspaceSettings(
  db: Database,
  workspace_id: string,
  change: Partial<WorkspaceSettings>,
): Promise<WorkspaceSettings | null> {
  const { custom_fields, keeps_change_values, masks_numbers } = change;
  return inTransaction(db, 'BEGIN', async (client) => {
    const { rows } = await client.query<WorkspaceSettings>(
      `UPDATE workspaces SET custom_fields = COALESCE($2, custom_fields),
         keeps_change_values = COALESCE($3, keeps_change_values),
         masks_numbers = COALESCE($4, masks_numbers)
       WHERE id = $1 RETURNING custom_fields, keeps_change_values, masks_numbers`,
      [
        workspace_id,
        custom_fields === undefined ? null : JSON.stringify(custom_fields),
        keeps_change_values ?? null,
        masks_numbers ?? null,
      ],
    );
    // Who does not want them any more wants none of the older ones.
    if (keeps_change_values === false) {
      await client.query(
        `DELETE FROM change_values WHERE session_id = ANY (ARRAY(
           SELECT id FROM sessions WHERE workspace_id = $1))`,
        [workspace_id],
      );
    }
    return rows[0] ?? null;
  });
}
