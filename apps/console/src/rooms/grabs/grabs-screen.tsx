import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function GrabsScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.grabs')}>
      <EmptyState icon="grabs" title={t('state.none')} />
    </Page>
  );
}
