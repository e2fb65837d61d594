import { type Static, Type } from 'typebox';

export const HealthReport = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('unavailable')]),
  /** One entry for each part the service needs, as `{ database: "ok" }`. */
  checks: Type.Record(Type.String(), Type.String()),
});
export type HealthReport = Static<typeof HealthReport>;
