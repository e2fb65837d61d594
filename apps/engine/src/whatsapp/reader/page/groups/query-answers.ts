// Runs inside WhatsApp Web. Interprets answers of WhatsApp, which come in many forms.

const TOO_MANY_REQUESTS = 429;
const FIRST_ERROR_STATUS = 400;
const LAST_ERROR_STATUS = 599;
const REFUSED = /rate[-_ ]*over[-_ ]*limit|too many requests|\b429\b/i;

/** WhatsApp refused because of too many requests: an error, an object with a status, a text or a number. */
export function isRefusal(error: unknown): boolean {
  try {
    return statusesOf(error).includes(TOO_MANY_REQUESTS) || REFUSED.test(textOf(error));
  } catch {
    return false;
  }
}

/** True for a query that resolves to its error instead of rejecting. */
export function isErrorAnswer(value: unknown): boolean {
  if (!isObject(value)) return false;
  try {
    // A group is not an error, even if its name looks like one.
    if (value.id !== undefined) return false;
    const isFailure = (status: number) =>
      status >= FIRST_ERROR_STATUS && status <= LAST_ERROR_STATUS;
    return (
      value instanceof Error ||
      /Error$/.test(String(value.name ?? '')) ||
      statusesOf(value).some(isFailure) ||
      isRefusal(value)
    );
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object';
}

export function statusesOf(error: unknown): number[] {
  if (!isObject(error)) return [Number(error)];
  return [error.statusCode, error.status, error.code].map(Number);
}

function textOf(error: unknown): string {
  if (!isObject(error)) return String(error);
  return [error.name, error.message, error.code, error.status].map(String).join('\n');
}
