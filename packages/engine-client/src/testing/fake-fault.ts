import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { SessionStatus } from '@grabber/contracts/session-status';

/** What a route of the fake engine does instead of its work, in every call until it is cleared. */
export type FakeFault =
  /** Takes the request and never answers. */
  | { readonly kind: 'hang' }
  /** Answers an error body of the contract. */
  | {
      readonly kind: 'error';
      readonly code: ErrorCode;
      readonly message?: string;
      readonly sessionStatus?: SessionStatus;
      readonly retryAfterSeconds?: number;
    }
  /** Answers any text. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly type: string;
      readonly body: string;
    }
  /**
   * A read that stops after this number of lines: `end` closes it properly, `destroy` breaks the
   * connection.
   */
  | { readonly kind: 'cut'; readonly afterLines: number; readonly how: 'end' | 'destroy' }
  /** A read that fails after so many lines, and says so in its last line. */
  | {
      readonly kind: 'fail';
      readonly afterLines: number;
      readonly code: ErrorCode;
      readonly message?: string;
    }
  /** A read with raw text put in after so many lines. */
  | { readonly kind: 'inject'; readonly afterLines: number; readonly text: string }
  /** A read without one of its lines. */
  | { readonly kind: 'drop'; readonly line: number }
  /** A read that waits after this number of lines until the gate opens. */
  | { readonly kind: 'pause'; readonly afterLines: number; readonly gate: FakeGate };

/** Lets a test wait until a read is waiting, and then lets the read continue. */
export type FakeGate = {
  readonly reached: Promise<void>;
  readonly opened: Promise<void>;
  arrive(): void;
  open(): void;
};

export function fakeGate(): FakeGate {
  const reached = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<void>();
  return {
    reached: reached.promise,
    opened: opened.promise,
    arrive: reached.resolve,
    open: opened.resolve,
  };
}
