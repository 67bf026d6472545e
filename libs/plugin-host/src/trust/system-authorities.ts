import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { certificatesIn } from './certificates-in.ts';

/** Where a store of authorities may lie. */
export interface StorePlaces {
  /** The first one that is there is read. */
  readonly files: readonly string[];
  /** All are read. */
  readonly directories: readonly string[];
}

/** The authorities that this machine trusts. */
export interface SystemAuthorities {
  /** One certificate each, every one once. */
  readonly pems: readonly string[];
  /** What could not be read, in words for the log. */
  readonly problems: readonly string[];
}

/** The places that OpenSSL and Go look at on Linux, macOS and the BSDs. */
const usualPlaces: StorePlaces = {
  files: [
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/ssl/ca-bundle.pem',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    '/etc/ssl/cert.pem',
    '/usr/local/etc/ssl/cert.pem',
  ],
  directories: ['/etc/ssl/certs', '/etc/pki/tls/certs', '/usr/local/share/certs'],
};

/** Far more than any store holds. */
const mostFiles = 5_000;
const longestFileBytes = 8 * 1024 * 1024;

/**
 * The authorities of the system's store, as OpenSSL finds it: `SSL_CERT_FILE` and `SSL_CERT_DIR` (folders with `:` between
 * them), each in place of the usual places of its kind; and of `NODE_EXTRA_CA_CERTS`. Reads files; to be called once, at the start. Never throws:
 * what a variable names and cannot be read is a problem to be logged.
 */
export function loadSystemAuthorities(
  environment: Readonly<Record<string, string | undefined>>,
  places: StorePlaces = usualPlaces,
): SystemAuthorities {
  const store = new Store();
  const {
    SSL_CERT_FILE: file = '',
    SSL_CERT_DIR: directories = '',
    NODE_EXTRA_CA_CERTS: extra = '',
  } = environment;
  if (file !== '') store.addFile(file, 'SSL_CERT_FILE');
  else places.files.some((usual) => store.addFile(usual, undefined));
  if (directories === '') for (const usual of places.directories) store.addDirectory(usual, undefined);
  for (const named of directories.split(':').filter((name) => name !== '')) {
    store.addDirectory(named, 'SSL_CERT_DIR');
  }
  // Node itself adds this file to its roots only where no authorities are named.
  if (extra !== '') store.addFile(extra, 'NODE_EXTRA_CA_CERTS');
  return { pems: [...store.pems], problems: store.problems };
}

class Store {
  readonly pems = new Set<string>();
  readonly problems: string[] = [];

  /** True when the file was there. `variable`: what named it; nothing is told of a usual place that is missing. */
  addFile(file: string, variable: string | undefined): boolean {
    const text = this.#attempt(file, variable, () => readRegular(file));
    if (text === undefined) return false;
    const { pems, damaged } = certificatesIn(text);
    for (const pem of pems) this.pems.add(pem);
    if (damaged > 0 && variable !== undefined) {
      const what = damaged === 1 ? '1 certificate' : `${damaged} certificates`;
      this.problems.push(`${variable}: ${file} holds ${what} that cannot be read.`);
    }
    return true;
  }

  addDirectory(directory: string, variable: string | undefined): void {
    const names = this.#attempt(directory, variable, () => readdirSync(directory).toSorted()) ?? [];
    if (names.length > mostFiles && variable !== undefined) {
      this.problems.push(
        `${variable}: ${directory} holds more than ${mostFiles} files; the rest is not read.`,
      );
    }
    // Links that lead nowhere and folders are usual in a store.
    for (const name of names.slice(0, mostFiles)) this.addFile(join(directory, name), undefined);
  }

  #attempt<T>(path: string, variable: string | undefined, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown cause';
      if (variable !== undefined) this.problems.push(`${variable}: ${path} cannot be read (${code}).`);
      return undefined;
    }
  }
}

/** A pipe or a device in the folder must not hold up the start. */
function readRegular(file: string): string {
  const { size } = statSync(file);
  if (!statSync(file).isFile() || size > longestFileBytes) throw new RangeError('not a file of certificates');
  return readFileSync(file, 'latin1');
}
