import { readFile } from 'node:fs/promises';
import { notDone } from '../errors/not-done.ts';
import { buildIdentity } from './build-identity.ts';
import type { Identity } from './identity.ts';
import { parseIdentityFile } from './parse-identity-file.ts';
import { pemBlocks } from './pem-blocks.ts';
import { privateKeyOf } from './private-key.ts';

/** Where the identity is: one identity file, or the key, certificate and authorities that `tctl auth sign --format=tls` writes. */
export type IdentityLocation =
  | { readonly identity: string }
  | { readonly clientKey: string; readonly clientCertificate: string; readonly rootAuthorities: string };

/**
 * Reads and checks the files at a location, by path, each time anew. Throws `identity-unreadable`,
 * `identity-invalid` or `identity-key-unsupported`; a certificate's dates are not looked at.
 */
export async function readIdentity(location: IdentityLocation, signal?: AbortSignal): Promise<Identity> {
  if ('identity' in location) {
    return parseIdentityFile(await textOf(location.identity, signal), location.identity);
  }
  const [keyText, certificateText, authorityText] = await Promise.all([
    textOf(location.clientKey, signal),
    textOf(location.clientCertificate, signal),
    textOf(location.rootAuthorities, signal),
  ]);
  const key = firstBlock(keyText, location.clientKey);
  const certificate = firstBlock(certificateText, location.clientCertificate);
  return buildIdentity({
    privateKey: privateKeyOf(key, location.clientKey),
    certificatePem: certificate.text,
    authorityPems: pemBlocks(authorityText, location.rootAuthorities).map((block) => block.text),
    origin: `${location.clientCertificate} (key ${location.clientKey}, authorities ${location.rootAuthorities})`,
  });
}

function firstBlock(text: string, path: string) {
  const [first] = pemBlocks(text, path);
  if (first !== undefined) return first;
  throw notDone(
    'identity-invalid',
    `${path}: there is no PEM block in it. Write it again with tctl auth sign --format=tls.`,
  );
}

async function textOf(path: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    return await readFile(path, { encoding: 'utf8', ...(signal && { signal }) });
  } catch (error) {
    if (signal?.aborted) throw notDone('cancelled', `Reading ${path} was cancelled.`);
    throw notDone('identity-unreadable', `${path}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  if (code === 'ENOENT')
    return 'there is no such file. Check the path, and that tbot or tctl has written it.';
  if (code === 'EACCES' || code === 'EPERM') {
    return 'this process may not read it. Give its user read permission; the file should stay closed to others.';
  }
  if (code === 'EISDIR') return 'it is a directory. Name the file in it, usually "identity".';
  return `it cannot be read (${code}).`;
}
