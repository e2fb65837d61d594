import { type Static, Type } from 'typebox';

export const HealthReport = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('unavailable')]),
  /** One entry for each part that the service needs, for example `{ database: "ok" }`. */
  checks: Type.Record(Type.String(), Type.String()),
});
export type HealthReport = Static<typeof HealthReport>;
