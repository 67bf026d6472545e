import { notDone } from './not-done.ts';
import { oneLine } from './one-line.ts';
import { TeleportError, type TeleportErrorCode } from './teleport-error.ts';

interface Cause {
  readonly matches: RegExp;
  readonly code: TeleportErrorCode;
  readonly advice: string;
}

// Node reports these by code, gRPC by the text that it passes on; each pattern knows both.
const CAUSES: readonly Cause[] = [
  {
    matches: /ECONNREFUSED/,
    code: 'connect-failed',
    advice: 'nothing listens there. Check host and port, and that Teleport is running.',
  },
  {
    matches: /ENOTFOUND|EAI_AGAIN|Name resolution failed/,
    code: 'connect-failed',
    advice: 'the host name cannot be resolved. Check its spelling and DNS.',
  },
  {
    matches: /EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/,
    code: 'connect-failed',
    advice: 'there is no network way to it. Check routes and firewalls.',
  },
  {
    matches: /ETIMEDOUT|TimeoutError/,
    code: 'connect-timeout',
    advice: 'no answer in time. Check firewalls, and that this is the right host and port.',
  },
  {
    matches: /AbortError/,
    code: 'cancelled',
    advice: 'the caller gave up.',
  },
  {
    matches: /CERT_HAS_EXPIRED|certificate has expired|CERT_NOT_YET_VALID|certificate is not yet valid/,
    code: 'server-untrusted',
    advice:
      "the server's certificate is not valid now. Check this machine's clock, then the server's certificate.",
  },
  {
    matches: /ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/,
    code: 'server-untrusted',
    advice:
      'what answers there has a certificate for another name. Check that the address is the right service.',
  },
  {
    matches:
      /SELF_SIGNED|self-signed|UNABLE_TO_VERIFY|unable to verify|UNABLE_TO_GET_ISSUER|unable to get (local )?issuer|CERT_SIGNATURE_FAILURE|certificate signature failure/i,
    code: 'server-untrusted',
    advice:
      "the server's certificate is from an authority that is not trusted here. Check that the address and the identity belong to the same cluster; after a rotation of the cluster's authorities, write a new identity.",
  },
  {
    matches: /no.application.protocol/i,
    code: 'tls-failed',
    advice:
      'what answers there does not offer this protocol. Check that the address is right, and that TLS routing is on if it is a Proxy Service.',
  },
  {
    matches: /alert.(certificate.expired|number 45)/i,
    code: 'certificate-refused',
    advice: "the server says that the identity's certificate has expired. Write a new identity.",
  },
  {
    matches:
      /alert.(certificate.(required|unknown|revoked)|bad.certificate|unknown.ca|unsupported.certificate|access.denied)/i,
    code: 'certificate-refused',
    advice:
      "the server refuses the identity's certificate. Check that the identity belongs to this cluster, and write a new one after a rotation of its authorities.",
  },
  {
    matches:
      /WRONG_VERSION_NUMBER|wrong version number|PACKET_LENGTH_TOO_LONG|packet length too long|alert.protocol.version/i,
    code: 'tls-failed',
    advice: 'what answers there does not speak the expected TLS. Check the port.',
  },
  {
    matches: /ECONNRESET|EPIPE|socket hang up|socket disconnected|closed/i,
    code: 'connect-failed',
    advice:
      'the connection was closed before it was established. Check that the port belongs to Teleport, and what is between here and there.',
  },
];

/** Anything that went wrong while connecting, as a `TeleportError` that names the cause and the cure. Nothing was sent. */
export function toConnectError(error: unknown, address: string): TeleportError {
  if (error instanceof TeleportError) return error;
  const text = textOf(error);
  const cause = CAUSES.find(({ matches }) => matches.test(text));
  if (cause === undefined) {
    return notDone('connect-failed', `Connecting to ${address} failed: ${oneLine(text)}.`);
  }
  return notDone(cause.code, `Connecting to ${address}: ${cause.advice} (${oneLine(shortest(error, text))})`);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return `${error.name} ${code} ${error.message}`;
}

function shortest(error: unknown, text: string): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message || error.name : text;
}
