import { resolve } from 'node:path';
import { REMOVAL_LIMITS } from '@grabber/database/store/removal-guard';
import {
  booleanVariable,
  ConfigError,
  choiceVariable,
  fileVariable,
  integerVariable,
  previousSecretsVariable,
  readEnvironment,
  secretVariable,
  textVariable,
} from '@grabber/service-kit/environment';
import { LOG_LEVELS } from '@grabber/service-kit/logger';

/** Every environment variable of the API; .env.example is checked against this table. */
export const VARIABLES = {
  HOST: textVariable({ fallback: '127.0.0.1', about: 'Address to listen on.' }),
  PORT: integerVariable({ fallback: 3000, min: 0, max: 65_535, about: 'Port to listen on.' }),
  DATABASE_URL: textVariable({
    fallback: undefined,
    isSecret: true,
    about:
      'A Postgres, as postgres://user:password@host:5432/name. Unset: `npm start`, `npm run api` and `npm run keys` run one in DATA_DIR.',
  }),
  ENGINE_URLS: textVariable({
    fallback: 'http://127.0.0.1:3001',
    about: 'Address of the engine.',
  }),
  ENGINE_CA_FILE: fileVariable({
    about:
      "The authority of the engine's certificate, in PEM, if ENGINE_URLS is https and it is a private one.",
  }),
  ENGINE_SECRET: secretVariable({
    about: 'Shared with the engine. Generated into DATA_DIR when both run on one machine.',
  }),
  ADMIN_API_KEY: secretVariable({
    about: 'The key that may do everything. Generated into DATA_DIR when unset.',
  }),
  ADMIN_API_KEY_PREVIOUS: previousSecretsVariable({
    about: 'Replaced admin keys that are still valid, separated by commas.',
  }),
  ENCRYPTION_KEY: secretVariable({
    about:
      'Encrypts the passwords that the database stores. Generated into DATA_DIR when unset. The same for all replicas.',
  }),
  ENCRYPTION_KEY_PREVIOUS: previousSecretsVariable({
    about: 'Replaced encryption keys, to read what they encrypted; separated by commas.',
  }),
  DATA_DIR: textVariable({ fallback: '.data', about: 'Secrets, and the embedded Postgres.' }),
  LOG_LEVEL: choiceVariable(LOG_LEVELS, { fallback: 'info', about: 'Least level that is logged.' }),
  APP_DEBUG: booleanVariable({
    fallback: false,
    about: 'Adds causes and stacks to error answers.',
  }),
  RATE_LIMIT_PER_MINUTE: integerVariable({
    fallback: 1_200,
    min: 0,
    max: 1_000_000,
    about: 'Requests that one key may send in a minute; 0: as many as it likes.',
  }),
  AUTH_FAILURES_PER_MINUTE: integerVariable({
    fallback: 60,
    min: 0,
    max: 1_000_000,
    about: 'Requests without a valid key that one address may send in a minute; 0: no limit.',
  }),
  GRAB_TIMEOUT_MS: integerVariable({
    fallback: 120_000,
    min: 100,
    max: 3_600_000,
    about: "Deadline of one grab; keep it above the engine's ENGINE_READ_TIMEOUT_MS.",
  }),
  MAX_GRAB_REQUESTS: integerVariable({
    fallback: 60,
    min: 1,
    max: 2_000,
    about: 'Requests that may wait for grabs or receive their answers at a time.',
  }),
  API_SHUTDOWN_GRACE_MS: integerVariable({
    fallback: 15_000,
    min: 0,
    max: 600_000,
    about: 'How long running grabs and downloads may go on when the API stops.',
  }),
  REMOVAL_LIMIT_PERCENT: integerVariable({
    fallback: REMOVAL_LIMITS.percent,
    min: 0,
    max: 100,
    about:
      'Share of the groups, of the contacts or of one member list that a grab makes inactive at once, if it is the first to miss it.',
  }),
  REMOVAL_LIMIT_ROWS: integerVariable({
    fallback: REMOVAL_LIMITS.rows,
    min: 0,
    max: 1_000_000,
    about: 'As many may be missing, whatever their share is.',
  }),
  CONTACT_RETENTION_DAYS: integerVariable({
    fallback: 0,
    min: 0,
    max: 36_500,
    about: 'Days after which inactive contacts are deleted; 0: they are kept.',
  }),
  GRAB_RETENTION_DAYS: integerVariable({
    fallback: 90,
    min: 0,
    max: 36_500,
    about:
      "Days after which the records of ended grabs are deleted, but each session's last; 0: kept.",
  }),
};

export type Config = ReturnType<typeof loadConfig>;

/** Reads and checks the environment once. Throws ConfigError, which names every problem. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env) {
  const values = readEnvironment(env, VARIABLES);
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    engineUrl: engineUrl(values.ENGINE_URLS),
    engineCa: values.ENGINE_CA_FILE,
    engineSecret: values.ENGINE_SECRET,
    adminApiKey: values.ADMIN_API_KEY,
    previousAdminKeys: values.ADMIN_API_KEY_PREVIOUS,
    encryptionKey: values.ENCRYPTION_KEY,
    previousEncryptionKeys: values.ENCRYPTION_KEY_PREVIOUS,
    dataDir: resolve(values.DATA_DIR),
    logLevel: values.LOG_LEVEL,
    appDebug: values.APP_DEBUG,
    rateLimits: {
      requestsPerMinute: values.RATE_LIMIT_PER_MINUTE,
      failuresPerMinute: values.AUTH_FAILURES_PER_MINUTE,
    },
    grabTimeoutMs: values.GRAB_TIMEOUT_MS,
    maxGrabRequests: values.MAX_GRAB_REQUESTS,
    closeGraceMs: values.API_SHUTDOWN_GRACE_MS,
    removalLimits: { percent: values.REMOVAL_LIMIT_PERCENT, rows: values.REMOVAL_LIMIT_ROWS },
    retention: {
      contactDays: values.CONTACT_RETENTION_DAYS || null,
      grabDays: values.GRAB_RETENTION_DAYS || null,
    },
  });
}

/** The variable is a list because sessions could be spread over several engines. This version uses one. */
function engineUrl(text: string): string {
  const urls = text.split(',').map((url) => url.trim());
  const url = urls[0];
  if (!url || urls.length > 1 || !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new ConfigError([`ENGINE_URLS must be one http or https address, and is "${text}"`]);
  }
  return url;
}
