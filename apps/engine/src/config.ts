import { resolve } from 'node:path';
import {
  booleanVariable,
  ConfigError,
  choiceVariable,
  fileVariable,
  integerVariable,
  jsonArrayVariable,
  previousSecretsVariable,
  readEnvironment,
  secretVariable,
  textVariable,
} from '@grabber/service-kit/environment';
import { LOG_LEVELS } from '@grabber/service-kit/logger';
import { STORE_VARIABLES, storeConfig } from './bundles/store-variables.ts';

const BROWSER_CHOICES = ['auto', 'chromium', 'headless-shell'] as const;
const SANDBOX_CHOICES = ['auto', 'if-needed', 'true', 'false'] as const;

/** Every environment variable of the engine; .env.example is checked against this table. */
export const VARIABLES = {
  HOST: textVariable({ fallback: '127.0.0.1', about: 'Address to listen on.' }),
  PORT: integerVariable({ fallback: 3001, min: 0, max: 65_535, about: 'Port to listen on.' }),
  ENGINE_SECRET: secretVariable({
    about: 'Shared with the API. Generated into DATA_DIR when both run on one machine.',
  }),
  ENGINE_SECRET_PREVIOUS: previousSecretsVariable({
    about: 'Replaced secrets that the engine still accepts, separated by commas.',
  }),
  METRICS_KEY: secretVariable({
    about: 'A key for /metrics alone. Unset: only the shared secret opens the metrics.',
  }),
  ENGINE_TLS_CERT_FILE: fileVariable({
    about: 'Certificate of the engine with its chain, in PEM. With the key it speaks HTTPS.',
  }),
  ENGINE_TLS_KEY_FILE: fileVariable({ about: 'Key of that certificate, in PEM.' }),
  DATA_DIR: textVariable({
    fallback: '.data',
    about: 'Profiles, secrets and the unpacked browser.',
  }),
  LOG_LEVEL: choiceVariable(LOG_LEVELS, { fallback: 'info', about: 'Least level that is logged.' }),
  APP_DEBUG: booleanVariable({ fallback: false, about: 'Adds the causes to error responses.' }),
  ENGINE_READ_TIMEOUT_MS: integerVariable({
    fallback: 110_000,
    min: 1_000,
    max: 3_600_000,
    about: "Deadline of one read; keep it below the API's GRAB_TIMEOUT_MS.",
  }),
  GRAB_SYNC_WAIT_MS: integerVariable({
    fallback: 30_000,
    min: 0,
    max: 600_000,
    about: 'How long a grab waits for parts of the account that are still coming, at most.',
  }),
  ENGINE_START_TIMEOUT_MS: integerVariable({
    fallback: 90_000,
    min: 1_000,
    max: 600_000,
    about: 'From the start of a browser to its QR code or its connection.',
  }),
  ENGINE_SYNC_TIMEOUT_MS: integerVariable({
    fallback: 900_000,
    min: 1_000,
    max: 7_200_000,
    about: 'How long a linked session may sync before its browser restarts.',
  }),
  ENGINE_HANG_TIMEOUT_MS: integerVariable({
    fallback: 60_000,
    min: 1_000,
    max: 600_000,
    about: 'The browser restarts when its page has not answered for so long.',
  }),
  ENGINE_PROBE_INTERVAL_MS: integerVariable({
    fallback: 500,
    min: 50,
    max: 10_000,
    about: 'How often each page is probed.',
  }),
  ENGINE_GROUP_QUERY_TIMEOUT_MS: integerVariable({
    fallback: 10_000,
    min: 100,
    max: 60_000,
    about: 'Deadline of one query for a group that the answer with all groups leaves out.',
  }),
  ENGINE_GROUP_QUERY_BUDGET: integerVariable({
    fallback: 500,
    min: 0,
    max: 100_000,
    about: 'Most such queries of one refresh.',
  }),
  ENGINE_CATCH_UP_MS: integerVariable({
    fallback: 3_000,
    min: 0,
    max: 60_000,
    about: 'How long a page must have been connected and caught up for a complete listing.',
  }),
  ENGINE_QR_REFRESHES: integerVariable({
    fallback: 2,
    min: 0,
    max: 100,
    about: 'How often QR codes are renewed before a session without a scan stops.',
  }),
  ENGINE_RESTART_ATTEMPTS: integerVariable({
    fallback: 10,
    min: 0,
    max: 1_000,
    about: 'Restarts in a row, none of which lasts a minute, before a session fails.',
  }),
  ENGINE_RESTART_DELAY_MS: integerVariable({
    fallback: 1_000,
    min: 10,
    max: 60_000,
    about: 'Wait before the first restart; doubles up to a minute.',
  }),
  ENGINE_RESTORE_CONCURRENCY: integerVariable({
    fallback: 2,
    min: 1,
    max: 50,
    about: 'How many sessions start at a time when the engine starts.',
  }),
  ENGINE_MAX_SESSIONS: integerVariable({
    fallback: 20,
    min: 1,
    max: 20_000,
    about: 'How many sessions may run or sleep.',
  }),
  ENGINE_MAX_BROWSERS: integerVariable({
    fallback: 0,
    min: 0,
    max: 1_000,
    about:
      'How many browsers may run; each takes 200 to 500 MB. 0: as many as ENGINE_MAX_SESSIONS.',
  }),
  ENGINE_MAX_STARTS: integerVariable({
    fallback: 5,
    min: 1,
    max: 1_000,
    about: 'How many browsers may be starting at one time.',
  }),
  ENGINE_MAX_READS: integerVariable({
    fallback: 10,
    min: 1,
    max: 1_000,
    about: 'How many reads may run at one time, over all sessions.',
  }),
  ENGINE_SHUTDOWN_GRACE_MS: integerVariable({
    fallback: 10_000,
    min: 0,
    max: 600_000,
    about: 'How long running reads may continue when the engine stops.',
  }),
  ENGINE_NO_SANDBOX: choiceVariable(SANDBOX_CHOICES, {
    fallback: 'auto',
    about: "auto: no browser runs where Chromium's sandbox cannot work; true: without the sandbox.",
  }),
  ENGINE_BROWSER: choiceVariable(BROWSER_CHOICES, {
    fallback: 'auto',
    about: 'Which kind of browser runs; a headless shell takes half the memory.',
  }),
  PUPPETEER_EXECUTABLE_PATH: textVariable({
    fallback: undefined,
    about: 'A Chrome, Chromium or chrome-headless-shell. Found or unpacked when unset.',
  }),
  ENGINE_BROWSER_DIR: textVariable({
    fallback: undefined,
    about: 'Where the packaged browser is unpacked; DATA_DIR/engine/browser when unset.',
  }),
  ENGINE_BROWSER_ARGS: browserArguments({ about: 'Further Chromium arguments, a JSON array.' }),
  ...STORE_VARIABLES,
};

export type Config = ReturnType<typeof loadConfig>;

/** Reads and checks the environment once. Throws ConfigError with every problem. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const values = readEnvironment(env, VARIABLES);
  const dataDir = resolve(values.DATA_DIR);
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    engineSecret: values.ENGINE_SECRET,
    previousEngineSecrets: values.ENGINE_SECRET_PREVIOUS,
    metricsKey: values.METRICS_KEY,
    tls: tlsIdentity(values.ENGINE_TLS_CERT_FILE, values.ENGINE_TLS_KEY_FILE),
    dataDir,
    logLevel: values.LOG_LEVEL,
    appDebug: values.APP_DEBUG,
    readTimeoutMs: values.ENGINE_READ_TIMEOUT_MS,
    syncWaitMs: values.GRAB_SYNC_WAIT_MS,
    startTimeoutMs: values.ENGINE_START_TIMEOUT_MS,
    syncTimeoutMs: values.ENGINE_SYNC_TIMEOUT_MS,
    hangTimeoutMs: values.ENGINE_HANG_TIMEOUT_MS,
    probeIntervalMs: values.ENGINE_PROBE_INTERVAL_MS,
    groupQueryTimeoutMs: values.ENGINE_GROUP_QUERY_TIMEOUT_MS,
    groupQueryBudget: values.ENGINE_GROUP_QUERY_BUDGET,
    settleMs: values.ENGINE_CATCH_UP_MS,
    qrRefreshes: values.ENGINE_QR_REFRESHES,
    restartAttempts: values.ENGINE_RESTART_ATTEMPTS,
    restartDelayMs: values.ENGINE_RESTART_DELAY_MS,
    restoreConcurrency: values.ENGINE_RESTORE_CONCURRENCY,
    maxSessions: values.ENGINE_MAX_SESSIONS,
    maxBrowsers: values.ENGINE_MAX_BROWSERS || values.ENGINE_MAX_SESSIONS,
    maxStarts: values.ENGINE_MAX_STARTS,
    maxReads: values.ENGINE_MAX_READS,
    shutdownGraceMs: values.ENGINE_SHUTDOWN_GRACE_MS,
    noSandbox: values.ENGINE_NO_SANDBOX,
    browserChoice: values.ENGINE_BROWSER,
    executablePath: values.PUPPETEER_EXECUTABLE_PATH,
    browserDir: resolve(values.ENGINE_BROWSER_DIR ?? browserDirIn(dataDir)),
    browserArgs: values.ENGINE_BROWSER_ARGS,
    browserEnvironment: withoutSecrets(env),
    profileStore: storeConfig(values),
  });
}

function tlsIdentity(cert: string | undefined, key: string | undefined) {
  if (cert !== undefined && key !== undefined) return { cert, key };
  if (cert === key) return undefined;
  throw new ConfigError(['ENGINE_TLS_CERT_FILE and ENGINE_TLS_KEY_FILE are needed together.']);
}

/** The same with its data elsewhere. */
export function withDataDir(config: Config, dataDir: string): Config {
  const isDefault = config.browserDir === browserDirIn(config.dataDir);
  const browserDir = isDefault ? browserDirIn(dataDir) : config.browserDir;
  return Object.freeze({ ...config, dataDir, browserDir });
}

function browserDirIn(dataDir: string): string {
  return `${dataDir}/engine/browser`;
}

const SANDBOX_OFF = /^--(no-sandbox|disable-(setuid|namespace|seccomp-filter)-sandbox)\b/;
const PROXY_PASSWORD = /^--proxy-server=.*@/;

/** Every user of the machine can read a command line, and the sandbox has a setting of its own. */
function browserArguments(options: { about: string }): ReturnType<typeof jsonArrayVariable> {
  const variable = jsonArrayVariable(options);
  return {
    ...variable,
    parse(text) {
      const args = variable.parse(text);
      if (args.some((arg) => SANDBOX_OFF.test(arg))) {
        throw new Error('must not turn the sandbox off; ENGINE_NO_SANDBOX=true does that');
      }
      if (args.some((arg) => PROXY_PASSWORD.test(arg))) {
        throw new Error('must not hold the password of a proxy; a session has a setting `proxy`');
      }
      return args;
    },
  };
}

const SECRET_NAME = /SECRET|TOKEN|PASSWORD|API_?KEY|_KEY(_|$)|^AWS_|DATABASE_URL/i;

/** The environment of Chromium, without secrets: it runs pages from the network. */
function withoutSecrets(env: Readonly<Record<string, string | undefined>>) {
  const entries = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !SECRET_NAME.test(entry[0]),
  );
  return Object.freeze(Object.fromEntries(entries));
}
