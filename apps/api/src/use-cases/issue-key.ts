import type { CreatedApiKey, CreateKeyBody } from '@grabber/contracts/api/key';
import type { Access } from '../access.ts';
import type { Context } from '../context.ts';
import { createKey } from './create-key.ts';
import { resolveWorkspace } from './resolve-workspace.ts';

/**
 * Makes a key on behalf of another: in that one's workspace, or with the admin key in any. Throws
 * WORKSPACE_NOT_FOUND and VALIDATION_FAILED.
 */
export async function issueKey(
  context: Pick<Context, 'db' | 'clock'>,
  access: Pick<Access, 'workspaceId'>,
  input: CreateKeyBody,
): Promise<CreatedApiKey> {
  const { name: workspace } = await resolveWorkspace(context, access, input.workspace);
  return createKey(context, { ...input, workspace });
}
