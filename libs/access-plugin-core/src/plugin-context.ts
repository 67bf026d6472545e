import type { KnownRequests } from './knowing/known-requests.ts';
import type { Ports } from './ports/ports.ts';
import type { Settings } from './settings.ts';

/** What all parts of a plugin work with. */
export interface PluginContext {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly known: KnownRequests;
  /** When this process started, in milliseconds since the epoch. */
  readonly startedAt: number;
}
