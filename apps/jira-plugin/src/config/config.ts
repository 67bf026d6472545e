import type { TicketRoute } from '@org/jira-client/access-plugin';
import type { AdminConfig } from './sections/admin.ts';
import type { DecisionsConfig } from './sections/decisions.ts';
import type { HttpConfig } from './sections/http.ts';
import type { JiraConfig } from './sections/jira.ts';
import type { LogConfig, TeleportConfig } from '@org/plugin-host';
import type { SyncConfig } from './sections/sync.ts';

/** Everything that a configuration file says, checked, with defaults filled in. Durations are milliseconds. */
export interface Config {
  readonly teleport: TeleportConfig;
  readonly jira: JiraConfig;
  /** Tried in order. */
  readonly routes: readonly TicketRoute[];
  readonly http: HttpConfig;
  /** `undefined`: there is no admin listener. */
  readonly admin: AdminConfig | undefined;
  readonly decisions: DecisionsConfig;
  readonly sync: SyncConfig;
  readonly log: LogConfig;
}
