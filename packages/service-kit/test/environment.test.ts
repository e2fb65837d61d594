import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
} from '../src/environment.ts';

const TABLE = {
  HOST: textVariable({ about: 'host', fallback: '127.0.0.1' }),
  PORT: integerVariable({ about: 'port', fallback: 3000, min: 0, max: 65_535 }),
  APP_DEBUG: booleanVariable({ about: 'debug', fallback: false }),
  LOG_LEVEL: choiceVariable(['info', 'debug'], { about: 'level', fallback: 'info' }),
  ARGS: jsonArrayVariable({ about: 'arguments' }),
  SECRET: secretVariable({ about: 'secret' }),
};

describe('readEnvironment', () => {
  it('uses the fallback of an unset or empty variable', () => {
    expect(readEnvironment({ PORT: ' ', HOST: '' }, TABLE)).toEqual({
      HOST: '127.0.0.1',
      PORT: 3000,
      APP_DEBUG: false,
      LOG_LEVEL: 'info',
      ARGS: [],
      SECRET: undefined,
    });
  });

  it('reads each kind of variable', () => {
    const secret = 's'.repeat(32);
    const values = readEnvironment(
      { PORT: '0', APP_DEBUG: 'TRUE', LOG_LEVEL: 'debug', ARGS: '["--a=b"]', SECRET: secret },
      TABLE,
    );
    expect(values).toMatchObject({
      PORT: 0,
      APP_DEBUG: true,
      LOG_LEVEL: 'debug',
      ARGS: ['--a=b'],
      SECRET: secret,
    });
  });

  it('names every problem at once and never shows a refused secret', () => {
    const env = {
      PORT: '70000',
      APP_DEBUG: 'maybe',
      LOG_LEVEL: 'loud',
      ARGS: '{',
      SECRET: 'hunter2',
    };
    try {
      readEnvironment(env, TABLE);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).problems.map((problem) => problem.split(' ')[0])).toEqual([
        'PORT',
        'APP_DEBUG',
        'LOG_LEVEL',
        'ARGS',
        'SECRET',
      ]);
      expect((error as Error).message).not.toContain('hunter2');
    }
  });

  it.each(['-1', '1.5', '1e3', '0x10', 'NaN'])('refuses %s as a whole number', (PORT) => {
    expect(() => readEnvironment({ PORT }, TABLE)).toThrow(ConfigError);
  });
});

describe('a secret', () => {
  const SECRETS = {
    SECRET: secretVariable({ about: 'secret' }),
    SECRET_PREVIOUS: previousSecretsVariable({ about: 'old secrets' }),
    DATABASE_URL: textVariable({ about: 'database', fallback: undefined, isSecret: true }),
    CA_FILE: fileVariable({ about: 'authority' }),
  };
  const [one, two] = ['1', '2'].map((digit) => digit.repeat(32)) as [string, string];
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'environment-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const problem = (env: Record<string, string>) => () => readEnvironment(env, SECRETS);

  it('may be in a file, as may those that it replaced', () => {
    const env = {
      SECRET_FILE: file('secret', `${one}\n`),
      SECRET_PREVIOUS_FILE: file('previous', `${two}\n${one}\n`),
      DATABASE_URL_FILE: file('url', 'postgres://me:hunter2@host/db\n'),
      CA_FILE: file('ca', 'a certificate\n'),
    };
    expect(readEnvironment(env, SECRETS)).toEqual({
      SECRET: one,
      SECRET_PREVIOUS: [two, one],
      DATABASE_URL: 'postgres://me:hunter2@host/db',
      CA_FILE: 'a certificate',
    });
  });

  it('has a list of those that it replaced, separated by commas, each a secret', () => {
    const { SECRET_PREVIOUS } = readEnvironment({ SECRET_PREVIOUS: `${one}, ${two}` }, SECRETS);
    expect(SECRET_PREVIOUS).toEqual([one, two]);
    expect(problem({ SECRET_PREVIOUS: `${one},short` })).toThrow(
      /SECRET_PREVIOUS must have at least/,
    );
    expect(readEnvironment({}, SECRETS).SECRET_PREVIOUS).toEqual([]);
  });

  it('is refused by name when it is set twice, or its file is missing, empty or unusable', () => {
    const secret = file('again', one);
    expect(problem({ SECRET: one, SECRET_FILE: secret })).toThrow(
      /SECRET and SECRET_FILE are both set: leave one of them out/,
    );
    expect(problem({ SECRET_FILE: join(folder, 'none') })).toThrow(
      /SECRET cannot be read from \S+none \(ENOENT\): correct the path/,
    );
    expect(problem({ SECRET_FILE: file('empty', '\n') })).toThrow(/SECRET is empty in/);
    expect(problem({ SECRET_FILE: file('weak', 'hunter2') })).toThrow(/SECRET must have at least/);
    expect(problem({ SECRET_FILE: file('weak', 'hunter2') })).not.toThrow(/hunter2/);
    expect(problem({ CA_FILE: folder })).toThrow(/CA_FILE cannot be read from .* \(EISDIR\)/);
  });
});
