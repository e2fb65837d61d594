import { type Static, Type } from 'typebox';
import { Timestamp } from '../../identity.ts';

export const QrFormat = Type.Union([
  Type.Literal('json'),
  Type.Literal('png'),
  Type.Literal('svg'),
]);
export type QrFormat = Static<typeof QrFormat>;

/** Without `format`, the `Accept` header decides: application/json, image/png or image/svg+xml. */
export const QrQuery = Type.Object(
  { format: Type.Optional(QrFormat) },
  { additionalProperties: false },
);

export const ApiQr = Type.Object({ qr: Type.String(), expires_at: Timestamp });
export type ApiQr = Static<typeof ApiQr>;
