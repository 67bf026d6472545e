import { BlockList } from 'node:net';
import {
  type AddressRange,
  anyText,
  defaulted,
  flag,
  type ListenAddress,
  optional,
  parseAddressRange,
  parsed,
  parsedList,
  parseListenAddress,
  type Reading,
  readSettings,
  type Secret,
  type SecretReader,
  text,
  type Values,
} from '@org/plugin-host';
import { readBasicAuth, type BasicAuth } from './http-basic-auth.ts';
import { readClientCertificates, type ClientCertificates } from './http-client-certificates.ts';

/** The certificate that the endpoint shows; `off` is plain HTTP, behind something that ends TLS. */
export type HttpTls =
  | { readonly kind: 'off' }
  | {
      readonly kind: 'on';
      readonly keyFile: string;
      readonly certFile: string;
      readonly clients: ClientCertificates | undefined;
    };

/** The webhook endpoint, or its absence: without it the plugin finds moved cards by its own sweeps. */
export type HttpConfig = { readonly enabled: false } | ({ readonly enabled: true } & EndpointConfig);

export interface EndpointConfig {
  readonly listen: ListenAddress;
  /** Where Jira reaches the endpoint, without credentials; only for messages. */
  readonly publicAddress: string | undefined;
  readonly tls: HttpTls;
  readonly basicAuth: BasicAuth | undefined;
  /** Secrets of Jira's signature, any of which is accepted. Not empty: every webhook must be signed. */
  readonly webhookSecrets: readonly Secret[];
  /** Those whose `X-Forwarded-For` tells the caller's address. */
  readonly trustedProxies: BlockList;
}

export const httpSettings = {
  enabled: defaulted(true, {
    kind: flag,
    meaning: 'false: no endpoint at all. Moved cards are then found within one [sync] interval.',
    guards: true,
  }),
  listen_addr: defaulted(':8081', {
    kind: parsed('a port after a colon, with or without a host', parseListenAddress),
    meaning: 'Where the endpoint listens.',
    guards: true,
  }),
  public_addr: optional({
    kind: anyText('the address at which Jira reaches the endpoint'),
    meaning:
      'The address that you gave to Jira as the URL of its webhook. May hold the user and password of [http.basic_auth].',
    example: 'teleport-jira.example.com',
    shown: true,
  }),
  trusted_proxies: defaulted([], {
    kind: parsedList('a list of IP addresses, or of networks as in "10.0.0.0/8"', parseAddressRange),
    meaning:
      'The ingresses and load balancers before the endpoint. The caller is then the last address of X-Forwarded-For that is none of them; without it, all callers behind a proxy count as one, and a flood by one of them holds up the others. List none that passes the header on unchanged.',
    example: ['10.0.0.0/8'],
  }),
  https_key_file: optional({
    kind: text('the path of a private key file'),
    meaning: 'The private key of the endpoint. Not needed with --insecure-no-tls.',
    example: '/var/lib/teleport/plugins/jira/server.key',
    shown: true,
    namesSecretFile: true,
  }),
  https_cert_file: optional({
    kind: text('the path of a certificate file'),
    meaning: 'Its certificate, with the intermediate ones. Read again when it changes.',
    example: '/var/lib/teleport/plugins/jira/server.crt',
    shown: true,
  }),
  require_signature: defaulted(false, {
    kind: flag,
    meaning: 'Refuse to start without webhook_secret.',
    example: true,
    guards: true,
  }),
  webhook_secret: optional({
    kind: text('a secret'),
    meaning: "The secret of Jira's webhook. Once it is set, unsigned webhooks are refused. May be a file.",
    example: '/var/lib/teleport/plugins/jira/webhook-secret',
    guards: true,
  }),
  webhook_secret_previous: optional({
    kind: text('a secret'),
    meaning: 'The secret before it, accepted too while you change it in Jira.',
    example: '/var/lib/teleport/plugins/jira/webhook-secret-previous',
    guards: true,
  }),
};

type HttpValues = Values<typeof httpSettings>;

/** Reads `[http]` and the sections under it. `insecureNoTls` is the command line's flag, which wins over key and certificate. */
export function readHttp(
  reading: Reading,
  secrets: SecretReader,
  { insecureNoTls }: { readonly insecureNoTls: boolean },
): HttpConfig | undefined {
  const values = readSettings(reading, 'http', httpSettings);
  const basicAuth = readBasicAuth(reading, secrets, values.public_addr);
  const clients = readClientCertificates(reading, insecureNoTls);
  const webhookSecrets = webhookSecretsOf(values, reading, secrets);
  if (!values.enabled) return { enabled: false };
  const tls = tlsOf(values, reading, insecureNoTls ? { kind: 'off' } : { kind: 'on', clients });
  if (tls === undefined) return undefined;
  return {
    enabled: true,
    listen: values.listen_addr,
    publicAddress: basicAuth.publicAddress,
    tls,
    basicAuth: basicAuth.required,
    webhookSecrets,
    trustedProxies: listOf(values.trusted_proxies),
  };
}

function listOf(ranges: readonly AddressRange[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix, family } of ranges) list.addSubnet(address, prefix, family);
  return list;
}

type WantedTls =
  { readonly kind: 'off' } | { readonly kind: 'on'; readonly clients: ClientCertificates | undefined };

function tlsOf(values: HttpValues, { findings }: Reading, wanted: WantedTls): HttpTls | undefined {
  const { https_key_file: keyFile, https_cert_file: certFile } = values;
  const fault = (name: string, problem: string) =>
    findings.faults.push({
      key: `http.${name}`,
      problem,
      expected: 'https_key_file with https_cert_file, or the flag --insecure-no-tls, or enabled = false',
      example: `${name} = "/var/lib/teleport/plugins/jira/server.${name === 'https_key_file' ? 'key' : 'crt'}"`,
    });
  if (keyFile !== undefined && certFile !== undefined) {
    return wanted.kind === 'off' ? wanted : { kind: 'on', keyFile, certFile, clients: wanted.clients };
  }
  if (keyFile === undefined && certFile === undefined && wanted.kind === 'off') return wanted;
  if (keyFile === undefined) fault('https_key_file', 'is missing');
  if (certFile === undefined) fault('https_cert_file', 'is missing');
  return undefined;
}

function webhookSecretsOf(
  values: HttpValues,
  { findings }: Reading,
  secrets: SecretReader,
): readonly Secret[] {
  const current = secrets.read('http.webhook_secret', values.webhook_secret);
  const previous = secrets.read('http.webhook_secret_previous', values.webhook_secret_previous);
  const missing = values.webhook_secret === undefined;
  if (missing && (values.require_signature || values.webhook_secret_previous !== undefined)) {
    findings.faults.push({
      key: 'http.webhook_secret',
      problem: 'is missing, though another key needs it (require_signature or webhook_secret_previous)',
      expected: "the secret of Jira's webhook, or neither of the two keys",
      example: 'webhook_secret = "/var/lib/teleport/plugins/jira/webhook-secret"',
    });
  }
  return [current, previous].filter((secret) => secret !== undefined);
}
