import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError, scrub } from './scrub.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

// A second protection: fields with these names never reach a log line.
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

/**
 * What is logged of an error: type, code, scrubbed message and stack, and the same of its causes.
 */
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

/** Writes JSON lines to stdout, or to `destination`. */
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
 * Not pino's own destination. If the output has no reader any more, that one retries its last lines
 * without end while the process exits (sonic-boom's flushSync on EPIPE), and the process ignores
 * signals. Here a line that cannot be written, also because of a full disk, is lost and stops
 * nothing.
 */
function standardOutput(): DestinationStream {
  const { stdout } = process;
  if (!stdout.listeners('error').includes(ignoreFailure)) stdout.on('error', ignoreFailure);
  return {
    write(line) {
      try {
        stdout.write(line);
      } catch {
        // For a file, the failure is thrown and not emitted as an event.
      }
    },
  };
}

function ignoreFailure(): void {
  // Having a listener is enough.
}
