import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function ChangesScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.changes')}>
      <EmptyState icon="changes" title={t('state.none')} />
    </Page>
  );
}
