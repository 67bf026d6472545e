import { defaulted, flag, optional, type Reading, readSettings, text } from '@org/plugin-host';

/** Which client certificates the endpoint accepts. */
export interface ClientCertificates {
  /** A PEM bundle of authorities; `undefined` stands for the system's. */
  readonly caFile: string | undefined;
  /** A name that the certificate must carry, as a DNS name or common name; `undefined` takes any. */
  readonly name: string | undefined;
}

export const clientCertificateSettings = {
  verify_client_cert: defaulted(false, {
    kind: flag,
    meaning: 'Ask every caller for a certificate, those of /status and /healthz included.',
    example: true,
    guards: true,
  }),
  client_ca_file: optional({
    kind: text('the path of a PEM file'),
    meaning: "The authorities that such certificates come from. Without it: the system's.",
    example: '/etc/teleport-jira/clients-ca.pem',
    guards: true,
  }),
  client_name: optional({
    kind: text('a name'),
    meaning: 'The name that the certificate must carry.',
    example: 'jira.example.com',
    guards: true,
  }),
};

/** Reads `[http.tls]`; answers `undefined` where no certificate is asked for. */
export function readClientCertificates(
  reading: Reading,
  insecureNoTls: boolean,
): ClientCertificates | undefined {
  const values = readSettings(reading, 'http.tls', clientCertificateSettings);
  const { verify_client_cert: verify, client_ca_file: caFile, client_name: name } = values;
  if (verify && insecureNoTls) fault(reading, 'cannot be true with --insecure-no-tls', 'false, or TLS');
  if (!verify && (caFile !== undefined || name !== undefined)) {
    fault(reading, 'is not true, though client_ca_file or client_name is given', 'true with those keys');
  }
  return verify ? { caFile, name } : undefined;
}

function fault({ findings }: Reading, problem: string, expected: string): void {
  const example = expected.startsWith('true') ? 'verify_client_cert = true' : 'verify_client_cert = false';
  findings.faults.push({ key: 'http.tls.verify_client_cert', problem, expected, example });
}
