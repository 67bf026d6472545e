import type { AccessRequest } from '@org/access-plugin-core';
import type { Logger } from 'pino';
import type { Version } from '../process/version.ts';
import type { LogConfig } from '../sections/log.ts';
import type { ConfigFormat } from '../settings/parse-config.ts';
import type { Environment } from '../settings/secrets/secret-source.ts';

/** What every configuration holds, whatever the tracker. */
export interface HostConfig {
  readonly log: LogConfig;
}

/** What a running plugin gets. */
export interface Running {
  readonly log: Logger;
  /** Aborts when the plugin is told to end. */
  readonly signal: AbortSignal;
  readonly environment: Environment;
}

/** Runs until `signal` aborts and the work in hand is finished; rejects when it cannot go on. */
export type RunPlugin<C> = (config: C, running: Running) => Promise<void>;

/** How a ticket is shown without its tracker. */
export interface TicketPreview<C, F extends string> {
  /** The forms of a text, the default first. */
  readonly forms: readonly [F, ...F[]];
  /** What a ticket of this request would say. */
  readonly render: (config: C, request: AccessRequest, form: F) => string;
}

/** A plugin for one tracker: what it adds to the host. */
export interface PluginApp<C extends HostConfig, F extends string = string> {
  /** As in the first line of the log: `Jira` makes "Starting Teleport Jira Plugin". */
  readonly tracker: string;
  /** One sentence for `--help`. */
  readonly description: string;
  readonly version: Version;
  /** The configuration file, and the name of the program. */
  readonly format: ConfigFormat<C>;
  readonly preview: TicketPreview<C, F>;
  readonly run: RunPlugin<C>;
}
