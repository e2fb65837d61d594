import type {
  ChangeWorkspaceSettingsBody,
  WorkspaceSettings,
} from '@grabber/contracts/api/own-data';
import {
  type CustomField,
  changeWorkspaceSettings as changeRow,
  findWorkspaceSettings,
  type WorkspaceSettings as SettingsRow,
} from '@grabber/database/workspaces/workspace-settings';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { storableLine } from '../../mappers/sanitise-text.ts';
import type { Access } from './access.ts';
import { resolveWorkspace } from './workspaces.ts';

type Needs = Pick<Context, 'db'>;
type Caller = Pick<Access, 'workspaceId'>;

/** Throws WORKSPACE_NOT_FOUND. */
export async function readWorkspaceSettings(
  context: Needs,
  access: Caller,
  workspace: string | undefined,
): Promise<WorkspaceSettings> {
  const { id, name } = await resolveWorkspace(context, access, workspace);
  return toWire(name, await findWorkspaceSettings(context.db, id));
}

/** Changes what the body names. Throws WORKSPACE_NOT_FOUND and VALIDATION_FAILED. */
export async function changeWorkspaceSettings(
  context: Needs,
  access: Caller,
  { workspace, custom_fields, keeps_change_values, masks_numbers }: ChangeWorkspaceSettingsBody,
): Promise<WorkspaceSettings> {
  const { id, name } = await resolveWorkspace(context, access, workspace);
  const changed = await changeRow(context.db, id, {
    ...(custom_fields && { custom_fields: soundFields(custom_fields) }),
    ...(keeps_change_values !== undefined && { keeps_change_values }),
    ...(masks_numbers !== undefined && { masks_numbers }),
  });
  return toWire(name, changed);
}

/** Each name once, and choices for a choice alone. */
function soundFields(fields: readonly CustomField[]): CustomField[] {
  const names = fields.map(({ name }) => name);
  const details = fields.flatMap(({ name, type, choices }, index) => {
    const path = `body.custom_fields.${index}`;
    if (names.indexOf(name) !== index) return [{ path, message: 'has the name of another field' }];
    if ((type === 'choice') === (choices !== undefined)) return [];
    return [{ path, message: 'must have choices if it is a choice, and only then' }];
  });
  if (details.length > 0) {
    throw new ServiceError('VALIDATION_FAILED', 'The custom fields are not valid.', { details });
  }
  return fields.map(({ name, type, choices }) => ({
    ...{ name, type },
    ...(choices && { choices: [...new Set(choices.map(storableLine))] }),
  }));
}

function toWire(workspace: string, settings: SettingsRow | null): WorkspaceSettings {
  const { custom_fields = [], keeps_change_values = false, masks_numbers = true } = settings ?? {};
  return {
    workspace,
    custom_fields: custom_fields as WorkspaceSettings['custom_fields'],
    keeps_change_values,
    masks_numbers,
  };
}
