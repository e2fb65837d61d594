import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiFailure } from '../../../api/api-failure.ts';
import { useText } from '../../../text/use-text.ts';
import { Spinner } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { ErrorNotice } from '../../../ui/notice.tsx';
import { qrQuery } from '../account-queries.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** The QR, replaced by the events as WhatsApp replaces it. */
export function PairQr({ id }: { readonly id: string }) {
  const { t } = useText();
  const { data, error, refetch } = useQuery(qrQuery(id));
  const left = useSecondsLeft(data?.expiresAt ?? null);
  const isOver = data !== undefined && left === 0;
  useEffect(() => {
    if (isOver) void refetch();
  }, [isOver, refetch]);
  // Between two QR codes, and while the scan is handled, the API has no QR.
  const isGap = error instanceof ApiFailure && error.code === 'QR_NOT_AVAILABLE';
  if (error && !isGap) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-3">
      <div className="grid aspect-square w-full max-w-72 place-items-center self-center rounded-xl border border-line bg-white p-2">
        {data && !isGap ? (
          <img
            src={data.image}
            alt={t('accounts.pair.qr_alt')}
            className={classNames('w-full', isOver && 'opacity-20')}
          />
        ) : (
          <Spinner className="size-8 text-black" />
        )}
      </div>
      <p role="timer" className="self-center text-muted tabular-nums">
        {t(isOver || !data ? 'accounts.pair.qr_next' : 'accounts.pair.qr_left', { left })}
      </p>
    </div>
  );
}
