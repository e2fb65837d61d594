import { describe, expect, it } from 'vitest';
import {
  booleanVariable,
  ConfigError,
  choiceVariable,
  integerVariable,
  jsonArrayVariable,
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
