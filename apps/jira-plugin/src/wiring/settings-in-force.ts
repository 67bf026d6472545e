import type { Config } from '../config/config.ts';
import type { HttpConfig } from '../config/sections/http.ts';
import { projectsOf } from './projects.ts';

/** What decides who may do what, in one line of the log: a reader sees at once whether the file was understood. */
export interface SettingsInForce {
  readonly mode: string;
  /** The cluster that answered. */
  readonly cluster: string;
  readonly site: string;
  readonly projects: string;
  readonly instance: string;
  /** How the endpoint is protected. */
  readonly endpoint: string;
}

export function settingsInForce(config: Config, cluster: string): SettingsInForce {
  return {
    mode: config.decisions.mode,
    cluster,
    site: config.jira.url,
    projects: projectsOf(config).join(', '),
    instance: config.jira.instance,
    endpoint: protectionOf(config.http),
  };
}

function protectionOf(http: HttpConfig): string {
  if (!http.enabled) return 'off';
  const clients = http.tls.kind === 'on' && http.tls.clients !== undefined;
  const means = [
    ...(http.webhookSecrets.length > 0 ? ['signed webhooks'] : []),
    ...(http.basicAuth === undefined ? [] : ['user and password']),
    ...(clients ? ['client certificates'] : []),
  ];
  const transport = http.tls.kind === 'on' ? 'HTTPS' : 'plain HTTP';
  return `${transport}, ${means.length === 0 ? 'open to every caller' : means.join(', ')}`;
}
