import { parseConfig, PluginError } from '@org/plugin-host';
import { jiraFormat } from './jira-format.ts';

/** No more than a configuration needs. */
export const MINIMAL = `
[teleport]
identity = "/var/lib/identity"
[jira]
url = "https://my-jira.atlassian.net"
username = "bot@example.com"
api_token = "sesame-token"
project = "TAR"
[http]
https_key_file = "/key"
https_cert_file = "/crt"
`;

/** Parses a text as the file teleport-jira.toml. */
export const parse = (
  text: string,
  more: { insecureNoTls?: boolean; environment?: Record<string, string> } = {},
) =>
  parseConfig(text, jiraFormat, {
    file: 'teleport-jira.toml',
    insecureNoTls: false,
    environment: {},
    ...more,
  });

/** Puts lines at the end of a section of MINIMAL, or a new section after it. */
export const minimalWith = (section: string, lines: string) =>
  MINIMAL.includes(`[${section}]`)
    ? MINIMAL.replace(`[${section}]`, `[${section}]\n${lines}`)
    : `${MINIMAL}\n[${section}]\n${lines}`;

/** The error that refuses the text. */
export function failureOf(text: string, more = {}): PluginError {
  try {
    parse(text, more);
  } catch (error) {
    if (error instanceof PluginError) return error;
    throw error;
  }
  throw new Error('expected the configuration to be refused');
}
