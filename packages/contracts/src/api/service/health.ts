import { type Static, Type } from 'typebox';

export const ApiHealth = Type.Object({
  /**
   * `degraded`: the address book can be read, but a part of the service does not work. `unavailable`: it
   * cannot be read, or the process must be restarted.
   */
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded'), Type.Literal('unavailable')]),
  /** For each part `ok` or what is wrong with it. Only for a request with a valid key. */
  checks: Type.Optional(Type.Record(Type.String(), Type.String())),
});
export type ApiHealth = Static<typeof ApiHealth>;
