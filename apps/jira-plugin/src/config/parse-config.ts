import { PluginError } from '../errors.ts';
import type { Config } from './config.ts';
import { SECTIONS } from './catalogue.ts';
import { exposedFiles, exposedText } from './exposed-files.ts';
import { namedSecretFiles } from './named-secret-files.ts';
import { formatFaults, ignoredText, type Findings } from './fault.ts';
import { createSecretReader } from './secret-setting.ts';
import type { Environment } from './secret-source.ts';
import type { Secret } from './secret.ts';
import { readAdmin } from './sections/admin.ts';
import { readDecisions } from './sections/decisions.ts';
import { readHttp } from './sections/http.ts';
import { readJira } from './sections/jira.ts';
import { readLog } from './sections/log.ts';
import { readRoutes } from './sections/routes.ts';
import { readSync } from './sections/sync.ts';
import { readTeleport } from './sections/teleport.ts';
import { parseToml } from './toml.ts';
import { unknownKeys } from './unknown-keys.ts';

export interface ParseOptions {
  /** The name of the file, for messages. */
  readonly file: string;
  /** The flag `--insecure-no-tls`: the endpoint speaks plain HTTP, whatever the file says. */
  readonly insecureNoTls: boolean;
  /** Where `env:NAME` values come from. */
  readonly environment: Environment;
}

/** A configuration without a fault. */
export interface ParsedConfig {
  readonly config: Config;
  /** Sentences to log once at the start. */
  readonly warnings: readonly string[];
  /** Every secret of the configuration, for striking out of logs. */
  readonly secrets: readonly Secret[];
}

/**
 * Reads a configuration from its text. Throws a `PluginError`: `config-syntax` when the text is not TOML,
 * `config-invalid` with every fault of the file in one message otherwise.
 */
export function parseConfig(text: string, options: ParseOptions): ParsedConfig {
  const document = parseToml(text, options.file);
  const unknown = unknownKeys(document, SECTIONS);
  const findings: Findings = { faults: [...unknown.faults], warnings: unknown.ignored.map(ignoredText) };
  const reading = { document, findings };
  const secrets = createSecretReader({ findings, environment: options.environment, file: options.file });
  const teleport = readTeleport(reading);
  const jira = readJira(reading, secrets);
  const http = readHttp(reading, secrets, options);
  const rest = {
    routes: readRoutes(reading, jira?.hide ?? []),
    decisions: readDecisions(reading, secrets),
    admin: readAdmin(reading),
    sync: readSync(reading),
    log: readLog(reading),
  };
  if (findings.faults.length > 0 || teleport === undefined || jira === undefined || http === undefined) {
    throw new PluginError('config-invalid', formatFaults(options.file, findings.faults, unknown.ignored));
  }
  const files = [...namedSecretFiles(document, SECTIONS), ...secrets.files];
  const warnings = [...findings.warnings, ...exposedFiles(files).map(exposedText)];
  return { config: { teleport, jira, http, ...rest }, warnings, secrets: secrets.known };
}
