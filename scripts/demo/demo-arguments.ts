import { parseArgs } from 'node:util';

export type DemoArguments = {
  readonly contacts: number;
  readonly groups: number;
  /** Members of each group, including the account. */
  readonly participants: number;
  /** Keep running after the grab. */
  readonly serve: boolean;
};

export const DEMO_USAGE = `Usage: npm run demo -- [--contacts N] [--groups N] [--participants N] [--serve]
  --contacts N      contacts of the simulated account (default 1000)
  --groups N        its groups (default 40)
  --participants N  members of each group (default 25)
  --serve           keep running on PORT (default 3100), and print the calls to try`;

const MAX = { contacts: 200_000, groups: 5_000, participants: 2_000 };

/** Throws an Error that says what is wrong. */
export function parseDemoArguments(argv: readonly string[]): DemoArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      contacts: { type: 'string', default: '1000' },
      groups: { type: 'string', default: '40' },
      participants: { type: 'string', default: '25' },
      serve: { type: 'boolean', default: false },
    },
  });
  const number = (name: keyof typeof MAX, min: number) => {
    const value = Number(values[name]);
    if (!/^\d+$/.test(values[name]) || value < min || value > MAX[name]) {
      throw new Error(`--${name} must be a whole number from ${min} to ${MAX[name]}`);
    }
    return value;
  };
  return {
    contacts: number('contacts', 0),
    groups: number('groups', 0),
    participants: number('participants', 2),
    serve: values.serve,
  };
}
