import { ApiError, bodyOf, dataOf, rethrow, UnreachableError } from '../connection/answers.ts';
import { both, type Finding, finding, type Patient } from './finding.ts';

const SLOW_MS = 2_000;
const SKEW_WARN_MS = 5_000;
const SKEW_FAIL_MS = 60_000;

/** Is the API there, what does it say of its parts, and what may the key do? */
export async function checkService(patient: Patient): Promise<Finding[]> {
  const { client } = patient.api;
  const before = patient.now().getTime();
  const live = await client
    .GET('/health/live')
    .catch(rethrow)
    .catch((error: unknown) => {
      if (error instanceof UnreachableError) return error;
      throw error;
    });
  if (live instanceof UnreachableError) return [unreachable(live)];
  const took = patient.now().getTime() - before;
  const reached = finding(
    live.response.ok ? (took > SLOW_MS ? 'warn' : 'ok') : 'fail',
    'api',
    { en: `The API answers (${took} ms).`, id: `API menjawab (${took} ms).` },
    live.response.ok
      ? undefined
      : { en: 'Restart the API: it says that it is stuck.', id: 'Mulai ulang API: API macet.' },
  );
  const skew = checkClock(live.response.headers.get('date'), { before, took });
  return [reached, ...skew, await checkVersion(patient), ...(await checkParts(patient))];
}

function unreachable({ code }: UnreachableError): Finding {
  return finding(
    'fail',
    'api',
    { en: `The API does not answer (${code}).`, id: `API tidak menjawab (${code}).` },
    {
      en: 'Start it with npm start or docker compose up, or correct --url. Look whether another program uses the port.',
      id: 'Jalankan dengan npm start atau docker compose up, atau perbaiki --url. Periksa apakah port dipakai program lain.',
    },
  );
}

/** The header has whole seconds, and was written between the question and the answer. */
function checkClock(
  date: string | null,
  { before, took }: { readonly before: number; readonly took: number },
): Finding[] {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return [];
  const late = before - (theirs + 1_000);
  const early = theirs - (before + took);
  const skew = Math.max(0, late, early);
  const seconds = Math.round(skew / 1_000);
  if (skew < SKEW_WARN_MS)
    return [finding('ok', 'clock', { en: 'The clocks agree.', id: 'Jam kedua mesin sama.' })];
  return [
    finding(
      skew < SKEW_FAIL_MS ? 'warn' : 'fail',
      'clock',
      {
        en: `The clocks of this machine and of the API differ by ${seconds} s.`,
        id: `Jam mesin ini dan jam API berbeda ${seconds} detik.`,
      },
      {
        en: 'Set both by NTP. A phone refuses a QR of a machine whose clock is far off.',
        id: 'Samakan keduanya dengan NTP. Ponsel menolak QR dari mesin yang jamnya meleset jauh.',
      },
    ),
  ];
}

async function checkVersion({ api }: Patient): Promise<Finding> {
  const document = await bodyOf(api.client.GET('/openapi.json')).catch(() => null);
  const { version = '?' } = (document?.info ?? {}) as { version?: string };
  return finding(
    version === '?' ? 'warn' : 'ok',
    'version',
    { en: `Version of the API: ${version}`, id: `Versi API: ${version}` },
    version === '?'
      ? { en: 'Is this the address of the API?', id: 'Apakah ini alamat API?' }
      : undefined,
  );
}

const PARTS: Readonly<Record<string, { readonly en: string; readonly id: string }>> = {
  database: {
    en: 'Look at the database and its log. The API finds it again by itself.',
    id: 'Periksa database dan log-nya. API akan tersambung lagi sendiri.',
  },
  engine: {
    en: 'Look whether the engine runs and whether both have the same ENGINE_SECRET; then its log.',
    id: 'Periksa apakah engine berjalan dan ENGINE_SECRET keduanya sama; lalu log-nya.',
  },
  read_only: {
    en: 'The database takes no writes: wait for the end of a failover, or look at its settings.',
    id: 'Database menolak penulisan: tunggu failover selesai, atau periksa pengaturannya.',
  },
  disk: {
    en: 'The disk of the database is full: free some space.',
    id: 'Disk database penuh: kosongkan ruang.',
  },
  schema: {
    en: 'The tables have another version than this API: update or restart all replicas.',
    id: 'Versi tabel berbeda dari API ini: perbarui atau mulai ulang semua replika.',
  },
};

async function checkParts({ api }: Patient): Promise<Finding[]> {
  const { data, error } = await api.client.GET('/health/ready');
  const health = (data ?? error) as { status?: string; checks?: Record<string, string> };
  const parts = Object.entries(health.checks ?? {}).map(([name, outcome]) =>
    finding(
      outcome === 'ok' ? 'ok' : name === 'database' ? 'fail' : 'warn',
      name,
      both(`${name}: ${outcome}`),
      outcome === 'ok' ? undefined : PARTS[name],
    ),
  );
  const level = health.status === 'ok' ? 'ok' : health.status === 'degraded' ? 'warn' : 'fail';
  const state = finding(level, 'ready', {
    en: `State of the API: ${health.status ?? 'unknown'}`,
    id: `Keadaan API: ${health.status ?? 'tidak diketahui'}`,
  });
  return [state, ...parts];
}

/** The scopes of the key, by calls that change nothing. */
export async function checkKey({ api: { client } }: Patient): Promise<Finding[]> {
  const nothing = { id: 'none', grabId: 'none' };
  const probes = {
    read: () => dataOf(client.GET('/api/sessions')),
    // There is no such grab: only the scope is found out.
    grab: () =>
      dataOf(client.DELETE('/api/sessions/{id}/grabs/{grabId}', { params: { path: nothing } })),
    manage: () => dataOf(client.GET('/api/webhooks')),
    admin: () => dataOf(client.GET('/api/keys')),
  };
  const scopes: string[] = [];
  for (const [scope, probe] of Object.entries(probes)) {
    const refusal = await probe().then(
      () => null,
      (error: unknown) => error,
    );
    if (!(refusal instanceof ApiError)) {
      if (refusal !== null) throw refusal;
      scopes.push(scope);
    } else if (refusal.status === 401 || refusal.code === 'ADDRESS_NOT_ALLOWED') {
      return [refused(refusal)];
    } else if (refusal.status === 404) scopes.push(scope);
  }
  const list = scopes.join(', ') || '–';
  const canRead = scopes.includes('read');
  return [
    finding(
      canRead ? 'ok' : 'warn',
      'key',
      { en: `The key may: ${list}`, id: `Izin key: ${list}` },
      canRead
        ? undefined
        : {
            en: 'The rest needs a key with the scope read: use another one.',
            id: 'Pemeriksaan lain memerlukan key dengan scope read: pakai key lain.',
          },
    ),
  ];
}

function refused({ code }: ApiError): Finding {
  return finding(
    'fail',
    'key',
    { en: `The API refuses the key (${code}).`, id: `API menolak key (${code}).` },
    {
      en: 'Use a valid key: npm run keys -- create --name NAME --scopes read,grab,manage makes one.',
      id: 'Pakai key yang berlaku: buat dengan npm run keys -- create --name NAMA --scopes read,grab,manage.',
    },
  );
}
