import { type Command, EXIT } from '../command.ts';
import type { Output } from '../output/output.ts';
import { checkMachine } from './check-machine.ts';
import { checkKey, checkService } from './check-service.ts';
import { checkSessions } from './check-sessions.ts';
import { checkWorkspace } from './check-workspace.ts';
import type { Finding, Patient } from './finding.ts';

const MARKS = {
  ok: { text: 'ok  ', style: 'green' },
  warn: { text: 'warn', style: 'yellow' },
  fail: { text: 'FAIL', style: 'red' },
} as const;

export const doctor: Command = {
  summary: {
    en: 'check everything, for a support ticket',
    id: 'memeriksa semuanya, untuk tiket bantuan',
  },
  usage: '',
  help: {
    en: `Checks the machine, the API, its database and engine, the key, and each session, and says what to do. The output holds
no names, numbers or keys. Exit code 1: something fails.`,
    id: `Memeriksa mesin, API, database dan engine-nya, key, dan setiap session, lalu menyebutkan yang harus dilakukan. Hasilnya
tidak berisi nama, nomor, atau key. Exit code 1: ada yang gagal.`,
  },
  options: {},
  maxPositionals: 0,
  async run({ api, out, config }) {
    const patient: Patient = {
      api: api(),
      now: () => new Date(),
      retentionDays: config.retentionDays,
    };
    const findings: Finding[] = [];
    const add = (more: readonly Finding[]) => {
      findings.push(...more);
      for (const one of more) show(out, one);
    };
    add(await checkMachine(patient));
    add(await checkService(patient));
    const isThere = !findings.some(({ check, level }) => check === 'api' && level === 'fail');
    if (isThere) add(await checkKey(patient));
    const canRead = findings.some(({ check, level }) => check === 'key' && level === 'ok');
    const reads = !findings.some(({ check, level }) => check === 'database' && level === 'fail');
    if (canRead && reads) {
      add(await checkSessions(patient));
      add(await checkWorkspace(patient));
    }
    const failed = findings.filter(({ level }) => level === 'fail').length;
    out.value({
      ok: failed === 0,
      findings: findings.map(({ level, check, text, todo }) => ({
        ...{ level, check, text: out.say(text) },
        todo: todo === undefined ? null : out.say(todo),
      })),
    });
    return failed === 0 ? EXIT.ok : EXIT.failed;
  },
};

function show(out: Output, { level, text, todo }: Finding): void {
  const { text: mark, style } = MARKS[level];
  out.line(`${out.style(style, mark)}  ${out.say(text)}`);
  if (todo !== undefined && out.say(todo) !== '') out.line(`      → ${out.say(todo)}`);
}
