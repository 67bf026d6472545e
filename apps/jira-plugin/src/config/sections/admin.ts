import {
  type HostPort,
  optional,
  parsed,
  parseListenAddress,
  type Reading,
  readSettings,
} from '@org/plugin-host';

/** The listener for whoever runs the process. */
export interface AdminConfig {
  readonly listen: HostPort;
}

export const adminSettings = {
  listen_addr: optional({
    kind: parsed('a port after a colon, with or without a host', parseListenAddress),
    meaning:
      'Where /livez and /readyz are answered, apart from the port that Jira reaches. Without a host: 127.0.0.1 alone. Without this key there is no such listener.',
    example: '127.0.0.1:8082',
  }),
};

/** Reads `[admin]`; answers `undefined` where there is no such listener. */
export function readAdmin(reading: Reading): AdminConfig | undefined {
  const { listen_addr: address } = readSettings(reading, 'admin', adminSettings);
  // What is told there is for this machine, unless somebody says otherwise.
  return address && { listen: { host: address.host ?? '127.0.0.1', port: address.port } };
}
