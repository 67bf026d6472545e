import { duration, flag, oneOf, parsed, text } from '../settings/kinds/kind.ts';
import { parseHostPort, type HostPort } from '../settings/kinds/network-address.ts';
import { readSettings, type Reading } from '../settings/read-settings.ts';
import { defaulted, optional, type Values } from '../settings/setting.ts';

/** How the Auth Service is reached. `auto` tries what the address answers to. */
export type TeleportRoute = 'auto' | 'direct' | 'proxy' | 'upgrade';

/** The files that hold the plugin's own certificate. */
export type TeleportCredentials =
  | {
      readonly kind: 'identity';
      readonly file: string;
      /** How often the file is read again; `undefined`: once only. */
      readonly refreshMs: number | undefined;
    }
  | {
      readonly kind: 'key-pair';
      readonly keyFile: string;
      readonly certFile: string;
      readonly caFile: string;
    };

export interface TeleportConfig {
  readonly address: HostPort;
  readonly route: TeleportRoute;
  readonly credentials: TeleportCredentials;
  /** Authorities for the web certificate of a Proxy Service, beside the system's. */
  readonly caFile: string | undefined;
}

const hostPort = parsed('a host and a port', parseHostPort);

export const teleportSettings = {
  addr: defaulted('localhost:3025', {
    kind: hostPort,
    meaning: "Teleport's Proxy Service with its HTTPS port, or an Auth Service with its port (3025).",
    example: 'teleport.example.com:443',
    shown: true,
  }),
  auth_server: optional({
    kind: hostPort,
    meaning: 'The old name of addr. It still works; addr wins.',
    example: 'teleport.example.com:443',
  }),
  identity: optional({
    kind: text('the path of an identity file'),
    meaning: 'The identity file that tbot or `tctl auth sign` wrote for the plugin.',
    example: '/var/lib/teleport/plugins/jira/identity',
    shown: true,
    namesSecretFile: true,
  }),
  refresh_identity: defaulted(false, {
    kind: flag,
    meaning: 'Read the identity file again from time to time. Needed when tbot renews it.',
    example: true,
    shown: true,
  }),
  refresh_identity_interval: defaulted('1m', {
    kind: duration('1s', '24h'),
    meaning: 'How often the identity file is read again.',
  }),
  client_key: optional({
    kind: text('the path of a key file'),
    meaning: 'Instead of an identity file: the private key. Goes with client_crt and root_cas.',
    example: '/var/lib/teleport/plugins/jira/auth.key',
    namesSecretFile: true,
  }),
  client_crt: optional({
    kind: text('the path of a certificate file'),
    meaning: 'Instead of an identity file: the certificate.',
    example: '/var/lib/teleport/plugins/jira/auth.crt',
  }),
  root_cas: optional({
    kind: text('the path of a file with certificate authorities'),
    meaning: "Instead of an identity file: the authorities of Teleport's own certificates.",
    example: '/var/lib/teleport/plugins/jira/auth.cas',
  }),
  ca_file: optional({
    kind: text('the path of a PEM file'),
    meaning:
      "Certificate authorities to trust for the web certificate of Teleport's Proxy Service, a balancer or an HTTP proxy, beside the system's.",
    example: '/etc/ssl/company-ca.pem',
  }),
  route: defaulted('auto', {
    kind: oneOf(['auto', 'direct', 'proxy', 'upgrade']),
    meaning:
      'How to reach the Auth Service: "direct" (addr is an Auth Service), "proxy" (through the Proxy Service), "upgrade" (the same behind a load balancer that ends TLS), or "auto".',
  }),
};

type TeleportValues = Values<typeof teleportSettings>;

/** Reads `[teleport]`. Answers `undefined` when the faults leave no credentials. */
export function readTeleport(reading: Reading): TeleportConfig | undefined {
  const values = readSettings(reading, 'teleport', teleportSettings);
  const credentials = credentialsOf(values, reading);
  if (values.auth_server !== undefined) {
    reading.findings.warnings.push(
      'teleport.auth_server is the old name of teleport.addr; use teleport.addr.',
    );
  }
  if (credentials === undefined) return undefined;
  return { address: addressOf(values, reading), route: values.route, credentials, caFile: values.ca_file };
}

function addressOf(values: TeleportValues, { document }: Reading): HostPort {
  const section = document.teleport;
  const hasAddr = typeof section === 'object' && Object.hasOwn(section, 'addr');
  return hasAddr ? values.addr : (values.auth_server ?? values.addr);
}

function credentialsOf(values: TeleportValues, { findings }: Reading): TeleportCredentials | undefined {
  const fault = (key: string, problem: string) =>
    findings.faults.push({
      key: `teleport.${key}`,
      problem,
      expected: 'either identity, or client_key with client_crt and root_cas',
      example: 'identity = "/var/lib/teleport/plugins/jira/identity"',
    });
  const { identity, client_key: keyFile, client_crt: certFile, root_cas: caFile } = values;
  const given = [keyFile, certFile, caFile].filter((file) => file !== undefined).length;
  if (identity !== undefined && given > 0) fault('identity', 'is given beside a key, certificate or CA file');
  if (values.refresh_identity && identity === undefined) fault('refresh_identity', 'needs identity');
  if (identity !== undefined) {
    const refreshMs = values.refresh_identity ? values.refresh_identity_interval : undefined;
    return { kind: 'identity', file: identity, refreshMs };
  }
  if (keyFile !== undefined && certFile !== undefined && caFile !== undefined) {
    return { kind: 'key-pair', keyFile, certFile, caFile };
  }
  fault(
    'identity',
    given === 0 ? 'is missing' : 'is missing, and the key, certificate and CA files are incomplete',
  );
  return undefined;
}
