import { resolve } from 'node:path';
import { REMOVAL_LIMITS } from '@grabber/database/store/removals/removal-guard';
import {
  addressRangesVariable,
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
import { ENGINE_VARIABLES, engineSettings } from './engines/engine-variables.ts';
import { BUDGET_VARIABLES, budgetSettings } from './sessions/budget-variables.ts';
import { SLEEP_VARIABLES, sleepSettings } from './sessions/sleep-variables.ts';
import { WEBHOOK_VARIABLES, webhookSettings } from './webhooks/webhook-variables.ts';

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
  ...ENGINE_VARIABLES,
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
  EXCLUSION_KEY: secretVariable({
    about:
      'Hashes the people who are never to be stored again. Generated into DATA_DIR when unset. The same for all replicas, and never replaced.',
  }),
  METRICS_KEY: secretVariable({
    about: 'A key for /metrics alone. Unset: only the admin key opens the metrics.',
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
  WORKSPACE_RATE_LIMIT_PER_MINUTE: integerVariable({
    fallback: 6_000,
    min: 0,
    max: 1_000_000,
    about: 'Requests that the keys of a workspace may send in a minute together; 0: no limit.',
  }),
  AUTH_FAILURES_PER_MINUTE: integerVariable({
    fallback: 60,
    min: 0,
    max: 1_000_000,
    about: 'Requests without a valid key that one address may send in a minute; 0: no limit.',
  }),
  TRUSTED_PROXIES: addressRangesVariable({
    about:
      'Addresses of reverse proxies, as 10.0.0.5 or 10.0.0.0/8, with commas: their X-Forwarded-For is believed.',
  }),
  CORS_ORIGINS: textVariable({
    fallback: '',
    about:
      'Origins of web pages that may call the API, as https://app.example.org, with commas. Unset: none.',
  }),
  PUBLIC_URL: textVariable({
    fallback: undefined,
    about:
      'The address under which clients reach the API, as https://example.org/whatsapp. Unset: links are relative.',
  }),
  CONSOLE_DIR: textVariable({
    fallback: undefined,
    about:
      'The folder of the built web console, which is served at /. Unset: none. `npm start` sets it.',
  }),
  GRAB_TIMEOUT_MS: integerVariable({
    fallback: 120_000,
    min: 100,
    max: 3_600_000,
    about: "Deadline of one grab; keep it above the engine's ENGINE_READ_TIMEOUT_MS.",
  }),
  MAX_CONCURRENT_GRABS: integerVariable({
    fallback: 10,
    min: 1,
    max: 200,
    about: 'Grabs that run at a time; not more than ENGINE_MAX_READS.',
  }),
  MAX_DURABLE_GRABS: integerVariable({
    fallback: 8,
    min: 1,
    max: 500,
    about:
      'Grabs in the background that run or wait for a browser at a time. A workspace has half.',
  }),
  MAX_GRAB_REQUESTS: integerVariable({
    fallback: 120,
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
  MAX_SESSIONS_PER_WORKSPACE: integerVariable({
    fallback: 100,
    min: 1,
    max: 100_000,
    about: 'Sessions that a workspace may have.',
  }),
  MAX_KEYS_PER_WORKSPACE: integerVariable({
    fallback: 100,
    min: 1,
    max: 100_000,
    about: 'Keys that a workspace may have, not counting revoked and expired ones.',
  }),
  MAX_EXPORTS_PER_WORKSPACE: integerVariable({
    fallback: 3,
    min: 1,
    max: 5,
    about: 'Exports that a workspace may receive at a time.',
  }),
  MAX_EVENT_STREAMS_PER_WORKSPACE: integerVariable({
    fallback: 100,
    min: 1,
    max: 250,
    about: 'Event streams that a workspace may have open at a time.',
  }),
  MAX_CONNECTIONS_PER_ADDRESS: integerVariable({
    fallback: 500,
    min: 1,
    max: 1_000,
    about: 'Connections that one address may have open at a time.',
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
  ...BUDGET_VARIABLES,
  ...SLEEP_VARIABLES,
  ...WEBHOOK_VARIABLES,
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
  AUDIT_RETENTION_DAYS: integerVariable({
    fallback: 365,
    min: 0,
    max: 36_500,
    about: 'Days after which entries of the audit are deleted; 0: they are kept.',
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
    engines: engineSettings(values),
    engineCa: values.ENGINE_CA_FILE,
    engineSecret: values.ENGINE_SECRET,
    adminApiKey: values.ADMIN_API_KEY,
    previousAdminKeys: values.ADMIN_API_KEY_PREVIOUS,
    encryptionKey: values.ENCRYPTION_KEY,
    previousEncryptionKeys: values.ENCRYPTION_KEY_PREVIOUS,
    exclusionSecret: values.EXCLUSION_KEY,
    metricsKey: values.METRICS_KEY,
    dataDir: resolve(values.DATA_DIR),
    logLevel: values.LOG_LEVEL,
    appDebug: values.APP_DEBUG,
    rateLimits: {
      requestsPerMinute: values.RATE_LIMIT_PER_MINUTE,
      workspaceRequestsPerMinute: values.WORKSPACE_RATE_LIMIT_PER_MINUTE,
      failuresPerMinute: values.AUTH_FAILURES_PER_MINUTE,
    },
    trustedProxies: values.TRUSTED_PROXIES,
    corsOrigins: origins(values.CORS_ORIGINS),
    publicUrl: publicUrl(values.PUBLIC_URL),
    consoleDir: values.CONSOLE_DIR === undefined ? null : resolve(values.CONSOLE_DIR),
    grabTimeoutMs: values.GRAB_TIMEOUT_MS,
    maxConcurrentGrabs: values.MAX_CONCURRENT_GRABS,
    maxDurableGrabs: values.MAX_DURABLE_GRABS,
    workspaceLimits: {
      sessions: values.MAX_SESSIONS_PER_WORKSPACE,
      keys: values.MAX_KEYS_PER_WORKSPACE,
      exports: values.MAX_EXPORTS_PER_WORKSPACE,
      eventStreams: values.MAX_EVENT_STREAMS_PER_WORKSPACE,
      webhooks: values.MAX_WEBHOOKS_PER_WORKSPACE,
    },
    maxConnectionsPerAddress: values.MAX_CONNECTIONS_PER_ADDRESS,
    maxGrabRequests: values.MAX_GRAB_REQUESTS,
    closeGraceMs: values.API_SHUTDOWN_GRACE_MS,
    removalLimits: { percent: values.REMOVAL_LIMIT_PERCENT, rows: values.REMOVAL_LIMIT_ROWS },
    budgetRules: budgetSettings(values),
    sleep: sleepSettings(values),
    webhooks: webhookSettings(values),
    auditRetentionDays: values.AUDIT_RETENTION_DAYS || null,
    retention: {
      contactDays: values.CONTACT_RETENTION_DAYS || null,
      grabDays: values.GRAB_RETENTION_DAYS || null,
    },
  });
}

function publicUrl(text: string | undefined): string | null {
  if (text === undefined) return null;
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username) {
    return url.href.replace(/\/+$/, '');
  }
  throw new ConfigError([`PUBLIC_URL must be an http or https address, and is "${text}"`]);
}

function origins(text: string): readonly string[] {
  const given = text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  const wrong = given.filter((each) => URL.parse(each)?.origin !== each);
  if (wrong.length === 0) return given;
  throw new ConfigError([
    `CORS_ORIGINS must be origins like https://app.example.org, without a path, and has "${wrong.join(', ')}"`,
  ]);
}
