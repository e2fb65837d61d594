import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError, scrub } from './scrub.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

// A second net under "do not log it": fields with these names never reach a log line.
const REDACTED_FIELDS = [
  'qr',
  'code_text',
  'pairing_code',
  'api_key',
  'secret',
  'authorization',
  'password',
  'contact_id',
  'phone_number',
  'lid',
  'name',
  'url',
  'headers',
].flatMap((field) => [field, `*.${field}`]);

/** What is logged of an error: its type, code, scrubbed message and stack, and the same of its causes. */
export function serializeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: scrub(describeError(error)) };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: scrub(error.message),
    ...(typeof code === 'string' && { code }),
    ...(error.stack && { stack: scrub(error.stack) }),
    ...(error.cause !== undefined &&
      depth < 4 && { cause: serializeError(error.cause, depth + 1) }),
  };
}

/** JSON lines on stdout, or into `destination`. */
export function createLogger(options: {
  service: string;
  level: LogLevel;
  destination?: DestinationStream;
}): Logger {
  const settings = {
    level: options.level,
    base: { service: options.service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => serializeError(error) },
    redact: { paths: REDACTED_FIELDS, censor: '[redacted]' },
  };
  return pino(settings, options.destination ?? standardOutput());
}

/**
 * Not pino's own: where nobody reads the output any more, that one tries for ever to write its last lines
 * while the process exits (sonic-boom's flushSync on EPIPE), and the process stays, deaf to signals. A
 * line that cannot be written, also for a full disk, is lost and ends nothing.
 */
function standardOutput(): DestinationStream {
  const { stdout } = process;
  if (!stdout.listeners('error').includes(ignoreFailure)) stdout.on('error', ignoreFailure);
  return {
    write(line) {
      try {
        stdout.write(line);
      } catch {
        // Of a file, the failure is thrown and not told by an event.
      }
    },
  };
}

function ignoreFailure(): void {
  // The listener is all that it takes.
}
