import { readFileSync } from 'node:fs';
import { formatAddressRange, parseAddressRange } from '@grabber/primitives/address-ranges';

/** One environment variable: how its text becomes a value, and what it is for. */
export type Variable<T> = {
  readonly about: string;
  /** Its text may also stand in a file, which NAME_FILE names: a mounted secret shows in no list of processes. */
  readonly isSecret?: true;
  /** Applies when the variable is unset or empty. Shown in .env.example. */
  readonly fallback: T;
  /** Throws an Error whose message completes "NAME …". */
  readonly parse: (text: string) => T;
};

// biome-ignore lint/suspicious/noExplicitAny: a table holds variables of every type
export type VariableTable = Readonly<Record<string, Variable<any>>>;
export type ValuesOf<T extends VariableTable> = {
  readonly [K in keyof T]: T[K] extends Variable<infer V> ? V : never;
};

/** Names every wrong variable, so that the user can correct all of them at once. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    const list = problems.map((problem) => `\n  - ${problem}`).join('');
    super(problems.length === 1 ? problems[0] : `The configuration is not usable:${list}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the variables of the table from `env`. An empty value counts as unset. Throws ConfigError.
 */
export function readEnvironment<T extends VariableTable>(
  env: Readonly<Record<string, string | undefined>>,
  table: T,
): ValuesOf<T> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(table)) {
    try {
      const text = variable.isSecret ? secretText(env, name) : env[name]?.trim();
      values[name] = text ? variable.parse(text) : variable.fallback;
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as ValuesOf<T>;
}

/**
 * The text of a secret variable, from `NAME` or from the file that `NAME_FILE` names. Throws an Error whose message
 * completes "NAME …" and never shows the text.
 */
export function secretText(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): string | undefined {
  const text = env[name]?.trim() || undefined;
  const file = env[`${name}_FILE`]?.trim();
  if (!file) return text;
  if (text) throw new Error(`and ${name}_FILE are both set: leave one of them out`);
  const found = readTextFile(file);
  if (!found) throw new Error(`is empty in ${file}, which ${name}_FILE names`);
  return found;
}

/** The text of a file that the variable names, for example a certificate. */
export function fileVariable(options: { about: string }): Variable<string | undefined> {
  return { ...options, fallback: undefined, parse: (path) => readTextFile(path) };
}

function readTextFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const todo = 'correct the path, or let this user read the file';
    throw new Error(`cannot be read from ${file} (${code}): ${todo}`);
  }
}

export function textVariable<T extends string | undefined>(options: {
  about: string;
  fallback: T;
  isSecret?: true;
}): Variable<string | T> {
  return { ...options, parse: (text) => text };
}

export function integerVariable(options: {
  about: string;
  fallback: number;
  min: number;
  max: number;
}): Variable<number> {
  const { about, fallback, min, max } = options;
  return {
    about,
    fallback,
    parse: (text) => {
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < min || value > max) {
        throw new Error(`must be a whole number from ${min} to ${max}, and is "${text}"`);
      }
      return value;
    },
  };
}

export function choiceVariable<const C extends string>(
  choices: readonly C[],
  options: { about: string; fallback: C },
): Variable<C> {
  return {
    ...options,
    parse: (text) => {
      const choice = choices.find((candidate) => candidate === text);
      if (choice === undefined) {
        throw new Error(`must be one of ${choices.join(', ')}, and is "${text}"`);
      }
      return choice;
    },
  };
}

export function booleanVariable(options: { about: string; fallback: boolean }): Variable<boolean> {
  const truth = choiceVariable(['true', 'false', '1', '0'], { about: '', fallback: 'false' });
  return { ...options, parse: (text) => ['true', '1'].includes(truth.parse(text.toLowerCase())) };
}

/** A JSON array of strings, for example `["--lang=id"]`. */
export function jsonArrayVariable(options: { about: string }): Variable<readonly string[]> {
  return {
    about: options.about,
    fallback: [],
    parse: (text) => {
      const value = parseJson(text);
      if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
        throw new Error('must be a JSON array of strings, as ["--lang=id"]');
      }
      return value;
    },
  };
}

/** IP addresses and blocks of them, separated by commas, each in its usual form. */
export function addressRangesVariable(options: { about: string }): Variable<readonly string[]> {
  return {
    about: options.about,
    fallback: [],
    parse: (text) =>
      text.split(',').map((part) => {
        const range = parseAddressRange(part);
        if (range) return formatAddressRange(range);
        throw new Error(`must hold IP addresses or blocks like 10.0.0.0/8, and holds "${part}"`);
      }),
  };
}

const MIN_SECRET_LENGTH = 32;

/** The error of a refused secret never shows the secret. */
export function secretVariable(options: { about: string }): Variable<string | undefined> {
  return { about: options.about, fallback: undefined, isSecret: true, parse: parseSecret };
}

/** Secrets that were replaced and still count, separated by commas or spaces. A secret has no comma then. */
export function previousSecretsVariable(options: { about: string }): Variable<readonly string[]> {
  return {
    about: options.about,
    fallback: [],
    isSecret: true,
    parse: (text) =>
      text
        .split(/[\s,]+/)
        .filter(Boolean)
        .map(parseSecret),
  };
}

function parseSecret(text: string): string {
  if (text.length >= MIN_SECRET_LENGTH && /^[\x21-\x7e]+$/.test(text)) return text;
  throw new Error(
    `must have at least ${MIN_SECRET_LENGTH} printable ASCII characters, none of them a space`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
