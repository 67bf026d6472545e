// The program: what a plugin app hands over, and its command line.
export { createPluginCli } from './commands/cli.ts';
export type { CliProcess } from './commands/cli.ts';
export { runPluginCli } from './commands/run-plugin-cli.ts';
export type { HostConfig, PluginApp, Running, RunPlugin, TicketPreview } from './commands/plugin-app.ts';
export { readRequestFile } from './commands/request-file.ts';
export { sampleRequest } from './commands/sample-request.ts';
export { readVersion } from './process/version.ts';
export type { Version } from './process/version.ts';

// What goes wrong.
export { describeFailure } from './failure.ts';
export { PluginError } from './errors.ts';
export type { PluginErrorCode } from './errors.ts';

// The configuration file.
export { parseConfig } from './settings/parse-config.ts';
export type { ConfigFormat, ConfigReading, ParsedConfig, ParseOptions } from './settings/parse-config.ts';
export { loadConfig } from './settings/load-config.ts';
export { listSection, openSection, originalSection, ownSection } from './settings/section.ts';
export type { Section } from './settings/section.ts';
export { exampleConfig } from './settings/pages/example.ts';
export { configReference } from './settings/pages/reference.ts';

// Its sections, and the settings in them.
export { defaulted, optional, required } from './settings/setting.ts';
export type {
  DefaultedSetting,
  OptionalSetting,
  RequiredSetting,
  Setting,
  Settings,
  Values,
} from './settings/setting.ts';
export { readOpenTable, readSettings, tableAt } from './settings/read-settings.ts';
export type { Reading } from './settings/read-settings.ts';
export type { Fault, Findings } from './settings/fault.ts';
export {
  anyText,
  duration,
  flag,
  oneOf,
  parsed,
  parsedList,
  someOf,
  text,
  textList,
  textOrList,
  wholeNumber,
} from './settings/kinds/kind.ts';
export type { Kind } from './settings/kinds/kind.ts';
export { formatHostPort, parseAddressRange, parseListenAddress } from './settings/kinds/network-address.ts';
export type { AddressRange, HostPort, ListenAddress } from './settings/kinds/network-address.ts';
export { foundKind } from './settings/found-problem.ts';
export { nearestOf } from './settings/nearest.ts';
export { printableKey } from './settings/printable-key.ts';
export { isTable, parseToml } from './settings/toml/toml.ts';
export type { TomlTable, TomlValue } from './settings/toml/toml.ts';
export { tomlKey } from './settings/toml/toml-text.ts';
export { Secret } from './settings/secrets/secret.ts';
export { readSecret } from './settings/secrets/secret-source.ts';
export type { Environment } from './settings/secrets/secret-source.ts';
export type { SecretReader } from './settings/secrets/secret-setting.ts';
export { logSettings, readLog } from './sections/log.ts';
export type { LogConfig } from './sections/log.ts';
export { readTeleport, teleportSettings } from './sections/teleport.ts';
export type { TeleportConfig } from './sections/teleport.ts';

// The Teleport side, and this machine.
export { reachTeleport } from './teleport/reach-teleport.ts';
export type { ReachedTeleport } from './teleport/reach-teleport.ts';
export { untilReached } from './teleport/until-reached.ts';
export type { Reaching, ReachingParts } from './teleport/until-reached.ts';
export { requireServerFor } from './teleport/require-server.ts';
export { readAuthorityFile } from './trust/read-authority-file.ts';
export { loadSystemAuthorities } from './trust/system-authorities.ts';
export { warnOfMissingRights } from './teleport/warn-of-missing-rights.ts';
export type { NeededRights } from './teleport/warn-of-missing-rights.ts';
export { createHmacSealer } from './teleport/hmac-sealer.ts';
export { systemClock, systemRandom } from './teleport/system-clock.ts';
