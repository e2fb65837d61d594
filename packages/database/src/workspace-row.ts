/** One row of `workspaces`. */
export interface WorkspaceRow {
  id: string;
  name: string;
  created_at: Date;
}
