import { useText } from '../../text/use-text.ts';
import { EmptyState } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';

export function HealthScreen() {
  const { t } = useText();
  return (
    <Page title={t('nav.health')}>
      <EmptyState icon="health" title={t('state.none')} />
    </Page>
  );
}
