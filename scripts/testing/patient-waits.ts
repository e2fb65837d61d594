import { vi } from 'vitest';

/**
 * Loaded before each test file. A wait ends as soon as its condition holds, so a long bound costs nothing,
 * and a short one (vitest's default is a second) fails on a busy machine.
 */
const PATIENCE_MS = 60_000;

type Options = { readonly timeout?: number; readonly interval?: number };

function patient(options: number | Options = {}): Options {
  const given = typeof options === 'number' ? { timeout: options } : options;
  return { ...given, timeout: Math.max(given.timeout ?? 0, PATIENCE_MS) };
}

// A worker that runs several files keeps `vi`: once is enough.
const patientVi: typeof vi & { isPatient?: true } = vi;
if (!patientVi.isPatient) {
  const { waitFor, waitUntil } = vi;
  vi.waitFor = (check, options) => waitFor(check, patient(options));
  vi.waitUntil = (check, options) => waitUntil(check, patient(options));
  patientVi.isPatient = true;
}
