import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function AccessScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.access')}>
      <EmptyState icon="access" title={t('state.none')} />
    </Page>
  );
}
