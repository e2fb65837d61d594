import { formatAddressRange, parseAddressRange } from '@grabber/primitives/address-ranges';

/** One environment variable: how its text becomes a value, and what it is for. */
export type Variable<T> = {
  readonly about: string;
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
    super(`The configuration is not usable:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
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
    const text = env[name]?.trim();
    try {
      values[name] = text ? variable.parse(text) : variable.fallback;
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(values) as ValuesOf<T>;
}

export function textVariable<T extends string | undefined>(options: {
  about: string;
  fallback: T;
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
  return {
    about: options.about,
    fallback: undefined,
    parse: (text) => {
      if (text.length < MIN_SECRET_LENGTH || !/^[\x21-\x7e]+$/.test(text)) {
        throw new Error(
          `must have at least ${MIN_SECRET_LENGTH} printable ASCII characters, none of them a space`,
        );
      }
      return text;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
