import type { DemoPorts } from './demo-ports.ts';

/** The configuration of the plugin between both mocks; `folder` holds the identity. */
export function demoConfig(ports: DemoPorts, folder: string): string {
  return `# Written by the demo. Nothing outside this machine is reached.
[teleport]
addr = "127.0.0.1:${ports['--auth-port']}"
identity = "${folder}/identity"

[jira]
url = "http://127.0.0.1:${ports['--jira-port']}"
username = "plugin@example.com"
api_token = "plugin-token"
project = "TAR"

[http]
listen_addr = "127.0.0.1:${ports['--plugin-port']}"
webhook_secret = "${webhookSecret}"

[sync]
interval = "15s"
`;
}

/** What signs the webhooks of the demo's Jira. */
export const webhookSecret = 'demo-webhook-secret';
