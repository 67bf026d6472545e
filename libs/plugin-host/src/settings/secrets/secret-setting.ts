import type { Findings } from '../fault.ts';
import type { SecretFile } from './exposed-files.ts';
import { fileOfSecret, readSecret, type Environment } from './secret-source.ts';
import type { Secret } from './secret.ts';

/** Reads configured secrets and remembers them, so that a logger can strike them out. */
export interface SecretReader {
  /** Answers `undefined` for a key that is not given or is faulty; `isRight` judges the secret's form. */
  read(key: string, value: string | undefined, isRight?: (value: string) => boolean): Secret | undefined;
  /** All that were read so far. */
  readonly known: readonly Secret[];
  /** The files that hold them. */
  readonly files: readonly SecretFile[];
}

export interface SecretReaderParts {
  readonly findings: Findings;
  readonly environment: Environment;
  /** The configuration file, which holds the secrets that are written in it. */
  readonly file: string;
}

export function createSecretReader({ findings, environment, file }: SecretReaderParts): SecretReader {
  const known: Secret[] = [];
  const files: SecretFile[] = [];
  const refuse = (key: string, problem: string): undefined => {
    const name = key.slice(key.lastIndexOf('.') + 1);
    findings.faults.push({
      key,
      problem,
      expected: 'the secret, a readable file that holds it, or an environment variable that holds it',
      example: `${name} = "/run/secrets/${name}" or ${name} = "env:${name.toUpperCase()}"`,
    });
  };
  return {
    known,
    files,
    read(key, value, isRight = () => true) {
      if (value === undefined) return undefined;
      const reading = readSecret(value, environment);
      if (!reading.ok) return refuse(key, reading.problem);
      if (!isRight(reading.secret.reveal())) return refuse(key, 'has another form than it should');
      known.push(reading.secret);
      const path = fileOfSecret(value, file);
      if (path !== undefined && files.every((one) => one.path !== path)) files.push({ key, path });
      return reading.secret;
    },
  };
}
