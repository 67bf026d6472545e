import { PluginError } from '../errors.ts';
import { formatFaults, ignoredText, type Findings } from './fault.ts';
import type { Reading } from './read-settings.ts';
import type { Section } from './section.ts';
import { exposedFiles, exposedText } from './secrets/exposed-files.ts';
import { namedSecretFiles } from './secrets/named-secret-files.ts';
import { createSecretReader, type SecretReader } from './secrets/secret-setting.ts';
import type { Environment } from './secrets/secret-source.ts';
import type { Secret } from './secrets/secret.ts';
import { parseToml } from './toml/toml.ts';
import { unknownKeys } from './unknown-keys.ts';

/** The configuration file of one plugin. */
export interface ConfigFormat<C> {
  /** The program that the file belongs to, such as `teleport-jira`; for messages. */
  readonly program: string;
  /** Every section, in the order in which `configure` prints them. */
  readonly sections: readonly Section[];
  /** Reads the sections. Faults go to `reading.findings`; the answer is `undefined` only beside a fault. */
  readonly read: (reading: ConfigReading) => C | undefined;
}

/** What a format reads from. */
export interface ConfigReading extends Reading {
  readonly secrets: SecretReader;
  /** The flag `--insecure-no-tls`: the endpoint speaks plain HTTP, whatever the file says. */
  readonly insecureNoTls: boolean;
}

export interface ParseOptions {
  /** The name of the file, for messages. */
  readonly file: string;
  /** The flag `--insecure-no-tls`. */
  readonly insecureNoTls: boolean;
  /** Where `env:NAME` values come from. */
  readonly environment: Environment;
}

/** A configuration without a fault. */
export interface ParsedConfig<C> {
  readonly config: C;
  /** Sentences to log once at the start. */
  readonly warnings: readonly string[];
  /** Every secret of the configuration, for striking out of logs. */
  readonly secrets: readonly Secret[];
}

/**
 * Reads a configuration from its text. Throws a `PluginError`: `config-syntax` when the text is not TOML,
 * `config-invalid` with every fault of the file in one message otherwise.
 */
export function parseConfig<C>(
  text: string,
  format: ConfigFormat<C>,
  options: ParseOptions,
): ParsedConfig<C> {
  const { file, insecureNoTls, environment } = options;
  const document = parseToml(text, file);
  const unknown = unknownKeys(document, format.sections);
  const findings: Findings = { faults: [...unknown.faults], warnings: unknown.ignored.map(ignoredText) };
  const secrets = createSecretReader({ findings, environment, file });
  const config = format.read({ document, findings, secrets, insecureNoTls });
  if (findings.faults.length > 0 || config === undefined) {
    throw new PluginError('config-invalid', formatFaults(file, findings.faults, unknown.ignored));
  }
  const files = [...namedSecretFiles(document, format.sections), ...secrets.files];
  const warnings = [...findings.warnings, ...exposedFiles(files).map(exposedText)];
  return { config, warnings, secrets: secrets.known };
}
