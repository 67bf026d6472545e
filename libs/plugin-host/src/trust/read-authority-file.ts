import { readFileSync } from 'node:fs';
import { PluginError, type PluginErrorCode } from '../errors.ts';
import { certificatesIn } from './certificates-in.ts';

/** A key of the configuration that names a file of certificate authorities. */
export interface AuthorityKey {
  /** For example `teleport.ca_file`. */
  readonly key: string;
  /** The code of a fault with it. */
  readonly code: PluginErrorCode;
}

/**
 * Reads the file of certificate authorities that a key of the configuration names. Throws where it holds none, or a
 * damaged one: OpenSSL passes over a text without certificates and trusts nothing by it.
 */
export function readAuthorityFile(named: AuthorityKey, file: string): string {
  const { pems, damaged } = certificatesIn(textOf(named, file));
  if (damaged > 0)
    throw fault(named, `${file} holds a certificate that cannot be read. Write the file again.`);
  if (pems.length === 0) {
    throw fault(named, `${file} holds no certificate. It must be PEM: -----BEGIN CERTIFICATE-----.`);
  }
  return pems.join('\n');
}

function textOf(named: AuthorityKey, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw fault(named, `${file} cannot be read. Check the path and who may read it.`);
  }
}

function fault({ key, code }: AuthorityKey, problem: string): PluginError {
  return new PluginError(code, `${key}: ${problem}`);
}
