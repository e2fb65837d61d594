import { useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useText } from '../text/use-text.ts';
import { buttonLook } from '../ui/button.tsx';
import { EmptyState, ErrorNotice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

export function NotFoundScreen() {
  const { t } = useText();
  return (
    <EmptyState icon="search" title={t('error.not_found.title')}>
      {t('error.not_found.text')}
    </EmptyState>
  );
}

/** A shared address may name a screen that is not for each key. `missing`: the scopes that it would need. */
export function ForbiddenScreen({ missing }: { readonly missing: readonly string[] }) {
  const { t } = useText();
  return (
    <EmptyState icon="access" title={t('error.forbidden.title')}>
      <p>{t('error.forbidden.text')}</p>
      {missing.length > 0 && <p>{t('error.forbidden.scopes', { scopes: missing.join(', ') })}</p>}
    </EmptyState>
  );
}

/** A screen that could not be shown. The rest of the page still works. */
export function CrashScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useText();
  const router = useRouter();
  const client = useQueryClient();
  const retry = () => {
    // What the screen could not show may be what it had fetched.
    client.removeQueries({ type: 'inactive' });
    reset();
    void router.invalidate();
  };
  const home = (
    <Link to="/" search={{}} className={buttonLook()}>
      {t('error.crashed.home')}
    </Link>
  );
  return (
    <Page title={t('error.crashed.title')} text={t('error.crashed.text')} actions={home}>
      <ErrorNotice error={error} onRetry={retry} />
      <pre className="overflow-x-auto text-sm text-muted">{String(error)}</pre>
    </Page>
  );
}
