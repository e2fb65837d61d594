import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function GroupsScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.groups')}>
      <EmptyState icon="groups" title={t('state.none')} />
    </Page>
  );
}
