import { useText } from '../../text/use-text.ts';
import { Notice, type Tone } from '../../ui/notice.tsx';
import type { Session } from './account-state.ts';

type ProblemProps = {
  readonly session: Pick<Session, 'action_required' | 'last_error'>;
  readonly tone: Tone;
};

/** What went wrong, what to do about it, and its code. Nothing where all is well. */
export function AccountProblem({ session: { action_required, last_error }, tone }: ProblemProps) {
  const { t } = useText();
  const problem = action_required ?? last_error;
  if (problem === null) return null;
  const cause = last_error?.message;
  return (
    <Notice tone={tone}>
      {cause !== undefined && cause !== problem.message && <p dir="auto">{cause}</p>}
      <p dir="auto" className="font-medium">
        {problem.message}
      </p>
      <p className="mt-1 text-sm text-muted">{t('error.code', { code: problem.code })}</p>
    </Notice>
  );
}
