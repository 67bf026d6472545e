import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { HttpTls } from '../config/sections/http.ts';
import { PluginError } from '@org/plugin-host';

export type TlsSettings = Extract<HttpTls, { kind: 'on' }>;

/** What the TLS server needs, read and checked. */
export interface TlsMaterial {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly ca: Buffer | undefined;
}

/** Reads the endpoint's files. Throws a `PluginError` `webhook-tls` that names the file or the pair at fault. */
export function readTlsFiles(tls: TlsSettings): TlsMaterial {
  const caFile = tls.clients?.caFile;
  const material = {
    key: readNamed('http.https_key_file', tls.keyFile),
    cert: readNamed('http.https_cert_file', tls.certFile),
    ca: caFile === undefined ? undefined : readNamed('http.tls.client_ca_file', caFile),
  };
  check(() => createSecureContext({ key: material.key, cert: material.cert }), pairFault(tls));
  check(
    () => createSecureContext({ ca: material.ca }),
    `${caFile ?? ''} (http.tls.client_ca_file) is not PEM.`,
  );
  return material;
}

/** A value that changes when one of the files does; a file that cannot be read counts as a change. */
export function tlsFilesStamp(tls: TlsSettings): string {
  return [tls.keyFile, tls.certFile, tls.clients?.caFile].map(stampOf).join(' ');
}

function stampOf(file: string | undefined): string {
  if (file === undefined) return '-';
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 'none' : `${stats.ino}:${stats.mtimeMs}:${stats.size}`;
}

function readNamed(key: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new PluginError(
      'webhook-tls',
      `The file ${file} (${key}) cannot be read (${code}); name a readable file, or serve plain HTTP with --insecure-no-tls.`,
    );
  }
}

function pairFault({ keyFile, certFile }: TlsSettings): string {
  return `The key ${keyFile} and the certificate ${certFile} are not PEM, or do not belong together; name a pair.`;
}

function check(attempt: () => unknown, sentence: string): void {
  try {
    attempt();
  } catch {
    throw new PluginError('webhook-tls', sentence);
  }
}
