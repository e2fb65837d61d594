import { useMe } from '../../signed-in/use-me.ts';
import { useText } from '../../text/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { StartForm } from './start-form.tsx';

/** For a key that may start grabs and see nothing else. */
export function StartScreen() {
  const { t } = useText();
  const { session_ids: ids } = useMe();
  return (
    <Page title={t('nav.start')} text={t('start.text')}>
      <StartForm ids={ids} />
      <Notice tone="accent" title={t('start.more')}>
        {t('start.more_text')}
      </Notice>
    </Page>
  );
}
