import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from './config.ts';
import type { Api } from './connection/find-api.ts';
import type { Output } from './output/output.ts';
import type { Phrase } from './output/phrase.ts';

export type Input = {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
};

export type CommandContext = {
  readonly out: Output;
  readonly config: Config;
  /** Aborts when a person or the system ends the command. */
  readonly stopped: AbortSignal;
  /** How a person calls this program. */
  readonly program: string;
  /** Throws SetUpError. */
  api(): Api;
  /** Replaces what Ctrl-C does, until the returned function is called. */
  onInterrupt(handle: () => void): () => void;
};

export type Command = {
  readonly summary: Phrase;
  /** After the name of the command. */
  readonly usage: string;
  readonly help: Phrase;
  readonly options: ParseArgsOptionsConfig;
  readonly maxPositionals: number;
  /** Resolves with the exit code. */
  run(context: CommandContext, input: Input): Promise<number>;
};

export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  notConnected: 5,
  partial: 6,
  interrupted: 130,
} as const;

/** By name, what the first word after a command does. */
export type Actions = Readonly<Record<string, Command['run']>>;

/** Runs the action that the command line names, `list` without one. Throws UsageError with those that there are. */
export function runAction(actions: Actions, context: CommandContext, input: Input) {
  const [name = 'list'] = input.positionals;
  const action = actions[name];
  if (action) return action(context, input);
  const known = Object.keys(actions).join(', ');
  const { say } = context.out;
  throw new UsageError(say({ en: `Write one of: ${known}.`, id: `Tulis salah satu: ${known}.` }));
}

/** The command line is wrong. Its message says how to write it. */
export class UsageError extends Error {}
