import { basename } from 'node:path';
import { type Command, type CommandContext, EXIT, UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';
import { type Config, readConfig } from './config.ts';
import { ApiError, UnreachableError } from './connection/answers.ts';
import { type Api, findApi, SetUpError } from './connection/find-api.ts';
import { nearest, parseCommand, textOf } from './options.ts';
import { createOutput, type Output } from './output/output.ts';
import type { Language } from './output/phrase.ts';

const NOT_CONNECTED = ['SESSION_NOT_CONNECTED', 'SESSION_LOGGED_OUT', 'QR_NOT_AVAILABLE'];

type Interrupts = { readonly stopped: AbortSignal; onInterrupt(handle: () => void): () => void };

/** Runs the command of the arguments. Resolves with the exit code. */
export async function run(args: readonly string[], interrupts: Interrupts): Promise<number> {
  const config = readConfig();
  const language = languageOf(args, config);
  const out = createOutput(language, args.includes('--json'));
  const program = basename(process.argv[1] ?? '') === 'grabber' ? 'grabber' : 'npm run grabber --';
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name.startsWith('-'))
    return showOverview({ name, out, program });
  const command = COMMANDS[name];
  if (command === undefined) return unknownCommand(name, out, program);
  try {
    const input = parseCommand(command, rest, out.say);
    if (input.values.help === true) return showHelp(name, command, { out, program });
    let api: Api | undefined;
    const given = {
      url: textOf(input, 'url'),
      key: textOf(input, 'key'),
      keyFile: textOf(input, 'key-file'),
      dataDir: textOf(input, 'data-dir'),
    };
    const context: CommandContext = {
      ...{ out, config, program, ...interrupts },
      api: () => (api ??= findApi(given, config, { out, language, signal: interrupts.stopped })),
    };
    return await command.run(context, input);
  } catch (error) {
    if (interrupts.stopped.aborted) return EXIT.interrupted;
    return explain(error, { name, out, program });
  }
}

/** Before anything is parsed, because the errors of parsing need it. */
function languageOf(args: readonly string[], config: Config): Language {
  const place = args.indexOf('--lang');
  const given =
    place < 0 ? args.find((arg) => arg.startsWith('--lang='))?.slice(7) : args[place + 1];
  return given === 'id' || given === 'en' ? given : config.language;
}

type Speaker = { readonly out: Output; readonly program: string };

function showOverview({ name, out, program }: Speaker & { name: string | undefined }): number {
  const list = Object.entries(COMMANDS)
    .map(([title, { summary }]) => `  ${title.padEnd(10)} ${out.say(summary)}`)
    .join('\n');
  const isAsked = name === 'help' || name === '--help';
  const text = out.say({
    en: `Usage: ${program} COMMAND [--help]\n\n${list}\n\n${OPTIONS.en}`,
    id: `Usage: ${program} COMMAND [--help]\n\n${list}\n\n${OPTIONS.id}`,
  });
  (isAsked ? process.stdout : process.stderr).write(`${text}\n`);
  return isAsked ? EXIT.ok : EXIT.usage;
}

function showHelp(name: string, { usage, help }: Command, { out, program }: Speaker): number {
  const text = `Usage: ${program} ${name} ${usage}\n\n${out.say(help)}\n\n${out.say(OPTIONS)}`;
  process.stdout.write(`${text}\n`);
  return EXIT.ok;
}

const OPTIONS = {
  en: `Every command takes:
  --url URL         the API (default: GRABBER_URL, else what npm start runs here)
  --key-file FILE   a file with an API key (default: GRABBER_API_KEY, else the key of npm start)
  --data-dir DIR    the DATA_DIR of npm start (default .data)
  --json            for scripts
  --lang id|en      default: of the locale`,
  id: `Setiap perintah menerima:
  --url URL         API (default: GRABBER_URL, atau yang dijalankan npm start di sini)
  --key-file FILE   file berisi API key (default: GRABBER_API_KEY, atau key dari npm start)
  --data-dir DIR    DATA_DIR dari npm start (default .data)
  --json            untuk script
  --lang id|en      default: menurut locale`,
};

function unknownCommand(name: string, out: Output, program: string): number {
  const near = nearest(name, Object.keys(COMMANDS));
  out.warn(
    out.say({
      en: `There is no command "${name}".${near ? ` Do you mean ${near}?` : ''} See: ${program} help`,
      id: `Perintah "${name}" tidak ada.${near ? ` Maksud Anda ${near}?` : ''} Lihat: ${program} help`,
    }),
  );
  return EXIT.usage;
}

function explain(error: unknown, { name, out, program }: Speaker & { name: string }): number {
  const { message } = error as Error;
  if (error instanceof UsageError) {
    out.warn(`${message} ${out.say({ en: 'See', id: 'Lihat' })}: ${program} ${name} --help`);
    return EXIT.usage;
  }
  if (error instanceof SetUpError) {
    out.warn(message);
    return EXIT.usage;
  }
  if (error instanceof UnreachableError) {
    out.warn(
      out.say({
        en: `The API does not answer (${error.code}). Start it with npm start, or correct --url.`,
        id: `API tidak menjawab (${error.code}). Jalankan dengan npm start, atau perbaiki --url.`,
      }),
    );
    return EXIT.unreachable;
  }
  if (error instanceof ApiError) return explainRefusal(error, { out, program });
  out.warn(message);
  return EXIT.failed;
}

function explainRefusal(error: ApiError, { out, program }: Speaker): number {
  const { status, code, requestId, details } = error;
  out.value({ error: { code, status, message: error.message, request_id: requestId ?? null } });
  const id = requestId === undefined ? '' : `, request_id ${requestId}`;
  out.warn(
    [`${error.message} (${code}${id})`, ...details.map((detail) => `  ${detail}`)].join('\n'),
  );
  if (NOT_CONNECTED.includes(code)) {
    const next = `${program} pair`;
    out.warn(out.say({ en: `To link a phone: ${next}`, id: `Untuk menautkan ponsel: ${next}` }));
    return EXIT.notConnected;
  }
  return status === 401 || status === 403 ? EXIT.refused : EXIT.failed;
}
