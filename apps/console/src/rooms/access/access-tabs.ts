import type { Me } from '../../api/me.ts';
import { ACCESS_TABS, type AccessTab } from './access-search.ts';

/** Those that the key can use. A key that is limited to sessions has no part in the workspace's people. */
export function accessTabs({
  scopes,
  session_ids,
}: Pick<Me, 'scopes' | 'session_ids'>): readonly AccessTab[] {
  return ACCESS_TABS.filter((tab) => {
    if (tab === 'workspaces') return scopes.includes('global');
    if (tab === 'people') return scopes.includes('read') && session_ids === null;
    if (tab === 'settings') return scopes.includes('read') && scopes.includes('manage');
    return scopes.includes('admin');
  });
}
