import { Link, useSearch } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import type { AccessTab } from './access-search.ts';
import { accessTabs } from './access-tabs.ts';
import { AuditTab } from './audit-tab.tsx';
import { KeysTab } from './keys-tab.tsx';
import { PeopleTab } from './people-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { WorkspacesTab } from './workspaces-tab.tsx';

const TABS: Readonly<Record<AccessTab, ComponentType>> = {
  keys: KeysTab,
  audit: AuditTab,
  people: PeopleTab,
  settings: SettingsTab,
  workspaces: WorkspacesTab,
};

/** Who may do what, what was done, and what the workspace keeps. */
export function AccessScreen() {
  const { t } = useText();
  const { tab: asked } = useSearch({ from: '/access' });
  const tabs = accessTabs(useMe());
  const tab = asked ?? tabs[0];
  // The shell does not show the screen to a key without a tab.
  if (tab === undefined) return null;
  const Content = tabs.includes(tab) ? TABS[tab] : ForbiddenTab;
  return (
    <Page title={t('nav.access')} text={tabs.includes(tab) && t(`access.text.${tab}`)}>
      <nav aria-label={t('nav.access')} className="flex gap-1 overflow-x-auto border-b border-line">
        {tabs.map((one) => (
          <Link
            key={one}
            to="/access"
            search={{ tab: one }}
            aria-current={one === tab ? 'page' : undefined}
            className="-mb-px border-b-2 border-transparent px-3 py-2 whitespace-nowrap text-muted hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text"
          >
            {t(`access.tab.${one}`)}
          </Link>
        ))}
      </nav>
      <Content />
    </Page>
  );
}

/** A shared address may name a tab that is not for each key. */
function ForbiddenTab() {
  const { t } = useText();
  return (
    <EmptyState icon="access" title={t('error.forbidden.title')}>
      {t('error.forbidden.text')}
    </EmptyState>
  );
}
