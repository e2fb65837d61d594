import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWorkspaces } from '../../signed-in/workspaces.ts';
import { useText } from '../../text/use-text.ts';
import { SelectField } from '../../ui/field.tsx';

/** The workspace that the tab is about. Nothing for a key that has one alone. */
export function WorkspaceChoice() {
  const { t } = useText();
  const { workspace = 'default', tab } = useSearch({ from: '/access' });
  const navigate = useNavigate({ from: '/access' });
  const { workspaces } = useWorkspaces();
  if (workspaces.length < 2) return null;
  return (
    <SelectField
      label={t('workspace.one')}
      className="max-w-xs"
      value={workspace}
      choices={workspaces.map(({ name }) => ({ value: name, label: name }))}
      onChange={(event) =>
        void navigate({ search: { ...(tab && { tab }), workspace: event.target.value } })
      }
    />
  );
}

/** The workspace as a parameter of a request. Absent: the key's own, or `default`. */
export function useWorkspaceParameter(): { readonly workspace?: string } {
  const { workspace } = useSearch({ from: '/access' });
  return workspace ? { workspace } : {};
}
