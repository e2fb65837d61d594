import { readFileSync } from 'node:fs';
import { blankTypes } from './blank-types.ts';

const IMPORT = /^import \{[^}]*\} from '(\.[a-z./-]+\.ts)';\n/gm;
const EXPORT = /^export /gm;
/** What is left of a type that was blanked out. */
const BLANKS = /[ \n]+$/gm;

/**
 * Joins a module of `page/` and the modules that it imports into one expression for the browser. The
 * types are blanked out and the rest stays as written: a function that went through a compiler may refer
 * to helpers that the page does not have.
 */
function pageScript(entry: string, expression: string): string {
  const sources = new Map<string, string>();
  collect(new URL(`./page/${entry}.ts`, import.meta.url), sources);
  return `(() => {\n'use strict';\n${[...sources.values()].join('\n')}\nreturn ${expression};\n})()`;
}

/** An imported module comes before the module that imports it. */
function collect(file: URL, sources: Map<string, string>): void {
  if (sources.has(file.href)) return;
  const text = textOf(file);
  for (const [, path] of text.matchAll(IMPORT)) if (path) collect(new URL(path, file), sources);
  sources.set(file.href, text.replaceAll(IMPORT, '').replaceAll(EXPORT, ''));
}

/** By the module's address: several scripts hold the same modules, and blanking types out takes time. */
const texts = new Map<string, string>();

function textOf(file: URL): string {
  const known = texts.get(file.href);
  if (known !== undefined) return known;
  const text = blankTypes(readFileSync(file, 'utf8')).replaceAll(BLANKS, '');
  texts.set(file.href, text);
  return text;
}

const PROBE = pageScript('probe', 'probe');

/** Evaluates to a promise of the JSON text of a PageProbe. */
export function probeScript(settleMs: number): string {
  return `${PROBE}(${settleMs})`;
}

/** What the engine does with a session; UNPAIR_SCRIPT evaluates to the status of WhatsApp's answer. */
const SESSION = pageScript(
  'session',
  '{ refreshQr, reconnect, lookOffline, unpair, leaveAccount }',
);
export const REFRESH_QR_SCRIPT = `${SESSION}.refreshQr()`;
export const RECONNECT_SCRIPT = `${SESSION}.reconnect()`;
export const LOOK_OFFLINE_SCRIPT = `${SESSION}.lookOffline()`;
export const UNPAIR_SCRIPT = `${SESSION}.unpair()`;
export const LEAVE_ACCOUNT_SCRIPT = `${SESSION}.leaveAccount()`;

const READER_SCRIPT = pageScript('reader', 'createReader');
/** The page keeps the reader's code here: it compiles once, and is fast from the second read on. */
const READER_KEY = "Symbol.for('grabber.reader')";

/** Evaluates to a reader; `options` becomes part of the text, as JSON. */
export function readerScript(options: object): string {
  return `(window[${READER_KEY}] ??= ${READER_SCRIPT})(${JSON.stringify(options)})`;
}

/** Like readerScript without the code: evaluates to null while the page does not have it. */
export function readerCall(options: object): string {
  return `window[${READER_KEY}]?.(${JSON.stringify(options)}) ?? null`;
}
