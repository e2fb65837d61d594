import type { Schema } from '@grabber/api-client';
import { dataOf } from '../connection/answers.ts';
import { listSessions } from '../connection/choose-session.ts';
import type { Phrase } from '../output/phrase.ts';
import { both, type Finding, finding, minute, type Patient } from './finding.ts';

type Session = Schema<'Session'>;

const DAY_MS = 86_400_000;
const OLD_GRAB_DAYS = 7;
/** Of the id: enough to find the session, and no name that a person gave it. */
const ID_CHARACTERS = 8;
const BROWSER_CODES = ['BROWSER_FAILED', 'BROWSER_CRASHED', 'PAGE_UNRESPONSIVE', 'ENGINE_FULL'];

/** Each session: its state, its browser, its last complete grab, its budget and its schedules. */
export async function checkSessions(patient: Patient): Promise<Finding[]> {
  const sessions = await listSessions(patient.api.client);
  if (sessions.length === 0)
    return [
      finding(
        'warn',
        'sessions',
        { en: 'There is no session.', id: 'Belum ada session.' },
        { en: 'Link a phone with the command pair.', id: 'Tautkan ponsel dengan perintah pair.' },
      ),
    ];
  const findings: Finding[] = [];
  for (const session of sessions) findings.push(...(await checkSession(patient, session)));
  return findings;
}

async function checkSession(patient: Patient, session: Session): Promise<Finding[]> {
  const { client } = patient.api;
  const id = session.session_id;
  const params = { path: { id } };
  const status = await dataOf(client.GET('/api/sessions/{id}/status', { params }));
  const query = { limit: 100 };
  const { grabs } = await dataOf(
    client.GET('/api/sessions/{id}/grabs', { params: { ...params, query } }),
  );
  const { schedules } = await dataOf(client.GET('/api/sessions/{id}/schedules', { params }));
  const name = `session ${id.slice(0, ID_CHARACTERS)}`;
  return [
    checkState(name, status),
    ...checkBuild(name, status),
    checkGrabs(name, grabs, patient.now()),
    ...checkBudget(name, status.budget),
    ...checkSchedules(name, schedules),
  ];
}

const NEXT_STEP: Readonly<Record<Session['status'], Phrase>> = {
  disconnected: { en: 'Start it: sessions start', id: 'Jalankan: sessions start' },
  connecting: {
    en: 'Wait. If it stays so, see the log of the engine.',
    id: 'Tunggu. Jika tetap begini, lihat log engine.',
  },
  qr: { en: 'Scan its QR: pair', id: 'Pindai QR-nya: pair' },
  connected: { en: '', id: '' },
  logged_out: { en: 'Link the phone again: pair', id: 'Tautkan ponsel lagi: pair' },
  failed: {
    en: 'Do what the message says, then: sessions start',
    id: 'Ikuti pesannya, lalu: sessions start',
  },
};

function checkState(name: string, report: Schema<'SessionStatus'>): Finding {
  const { status, sync, last_error, action_required, stale } = report;
  if (stale)
    return finding('fail', 'session', both(`${name}: ${status}, stale`), {
      en: 'The API cannot reach the engine: see engine above.',
      id: 'API tidak dapat menghubungi engine: lihat engine di atas.',
    });
  const progress = sync === null ? '' : `, sync ${sync.state} ${sync.progress} %`;
  const code = action_required?.code ?? last_error?.code;
  const isBrowser = BROWSER_CODES.includes(code ?? '');
  const text = `${name}: ${status}${progress}${code ? `, ${code}` : ''}${isBrowser ? ' (browser)' : ''}`;
  const isGood = status === 'connected' && action_required === null && sync?.state !== 'stalled';
  if (isGood) return finding('ok', 'session', both(text));
  const level = ['failed', 'logged_out'].includes(status) || action_required ? 'fail' : 'warn';
  const message = action_required?.message ?? last_error?.message;
  return finding(level, 'session', both(text), message ? both(message) : NEXT_STEP[status]);
}

/** The engine looks for all that it uses in WhatsApp Web. */
function checkBuild(name: string, { last_error, status }: Schema<'SessionStatus'>): Finding[] {
  if (last_error?.code === 'WHATSAPP_WEB_CHANGED')
    return [
      finding('fail', 'whatsapp_web', both(`${name}: WHATSAPP_WEB_CHANGED`), {
        en: 'WhatsApp Web has changed: update this program.',
        id: 'WhatsApp Web berubah: perbarui program ini.',
      }),
    ];
  if (status !== 'connected') return [];
  return [
    finding('ok', 'whatsapp_web', {
      en: `${name}: WhatsApp Web has all that is used.`,
      id: `${name}: WhatsApp Web memiliki semua yang dipakai.`,
    }),
  ];
}

function checkGrabs(name: string, grabs: readonly Schema<'ListedGrab'>[], now: Date): Finding {
  const complete = grabs.find(({ state }) => state === 'complete');
  const [last] = grabs;
  const reasons = last?.incomplete_reasons.map(({ code }) => code) ?? [];
  const why = [last?.error?.code, ...reasons].filter(Boolean).join(', ');
  const tail = last && last !== complete ? ` (${last.state}${why ? `: ${why}` : ''})` : '';
  if (complete?.finished_at == null)
    return finding(
      'warn',
      'grab',
      {
        en: `${name}: no complete grab yet${tail}`,
        id: `${name}: belum ada pengambilan yang lengkap${tail}`,
      },
      { en: 'Run: grab', id: 'Jalankan: grab' },
    );
  const days = (now.getTime() - Date.parse(complete.finished_at)) / DAY_MS;
  const text = {
    en: `${name}: last complete grab ${minute(complete.finished_at)}${tail}`,
    id: `${name}: pengambilan lengkap terakhir ${minute(complete.finished_at)}${tail}`,
  };
  if (days <= OLD_GRAB_DAYS) return finding('ok', 'grab', text);
  return finding('warn', 'grab', text, {
    en: `It is ${Math.floor(days)} days old. Run grab, or make a schedule.`,
    id: `Sudah ${Math.floor(days)} hari. Jalankan grab, atau buat jadwal.`,
  });
}

function checkBudget(name: string, budget: Schema<'SessionBudget'>): Finding[] {
  const spent = Object.entries(budget).filter(([, { left }]) => left === 0);
  return spent.map(([what, { next_at }]) =>
    finding(
      'warn',
      'budget',
      {
        en: `${name}: the budget of ${what} is spent${next_at ? ` until ${minute(next_at)}` : ''}`,
        id: `${name}: jatah ${what} habis${next_at ? ` sampai ${minute(next_at)}` : ''}`,
      },
      {
        en: 'Wait. More of it may cost the account.',
        id: 'Tunggu. Lebih dari itu berisiko bagi akun.',
      },
    ),
  );
}

function checkSchedules(name: string, schedules: readonly Schema<'Schedule'>[]): Finding[] {
  return schedules.map(({ enabled, next_run_at, missed_runs }) => {
    const next = enabled && next_run_at ? minute(next_run_at) : '–';
    return finding(
      missed_runs > 0 ? 'warn' : 'ok',
      'schedule',
      {
        en: `${name}: schedule, next run ${next}, missed ${missed_runs}`,
        id: `${name}: jadwal, berikutnya ${next}, terlewat ${missed_runs}`,
      },
      missed_runs > 0
        ? {
            en: 'The API or its database was away at those times. Nothing is lost: the next run grabs all.',
            id: 'API atau database tidak tersedia saat itu. Tidak ada yang hilang: jadwal berikutnya mengambil semua.',
          }
        : undefined,
    );
  });
}
