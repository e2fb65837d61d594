import 'reflect-metadata';
import { createHash } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { StateStore } from './state-store.ts';

/**
 * PEM key and certificate, and the base64 SHA-256 of the public key, for Chromium's list of trusted
 * keys.
 */
export type TlsIdentity = { key: string; certificate: string; spki: string };

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const LIFETIME_MS = 10 * 365 * 24 * 3600 * 1000;
const CLOCK_TOLERANCE_MS = 24 * 3600 * 1000;
const NAMES = ['web.whatsapp.com', '*.whatsapp.com', '*.whatsapp.net', 'localhost'];

/** The stored certificate, or a new self-signed one for WhatsApp's host names. */
export async function loadTlsIdentity(store: StateStore): Promise<TlsIdentity> {
  const stored = store.load<TlsIdentity>('tls');
  if (stored) return stored;
  const identity = await createTlsIdentity();
  store.save('tls', identity);
  return identity;
}

async function createTlsIdentity(): Promise<TlsIdentity> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: Date.now().toString(16),
    name: 'CN=web.whatsapp.com, O=Simulated',
    notBefore: new Date(Date.now() - CLOCK_TOLERANCE_MS),
    notAfter: new Date(Date.now() + LIFETIME_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.SubjectAlternativeNameExtension(NAMES.map((value) => ({ type: 'dns', value }))),
      new x509.BasicConstraintsExtension(false),
    ],
  });
  const privateKey = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    key: x509.PemConverter.encode(privateKey, 'PRIVATE KEY'),
    certificate: certificate.toString('pem'),
    spki: createHash('sha256')
      .update(new Uint8Array(certificate.publicKey.rawData))
      .digest('base64'),
  };
}
