import type { TransportFailure } from '../http/transport-failure.ts';
import { JiraError } from '../api/jira-error.ts';

/** The error for a call that got no answer. */
export function failureOfTransport(
  failure: TransportFailure,
  call: { readonly operation: string; readonly effect: 'read' | 'write'; readonly address: string },
): JiraError {
  const unknown = failure.sent && call.effect === 'write';
  return new JiraError({
    code: failure.kind === 'too-large' ? 'unexpected-answer' : failure.kind,
    operation: call.operation,
    outcome: unknown ? 'unknown' : 'not-done',
    message: `${sentence(failure, call.address)}${unknown ? ' Whether it was done is unknown.' : ''}`,
  });
}

function sentence({ kind, reason, sent }: TransportFailure, address: string): string {
  switch (kind) {
    case 'aborted':
      return 'stopped by the caller.';
    case 'timeout':
      return sent
        ? `Jira at ${address} did not answer in time.`
        : `no connection to Jira at ${address} in time. Check the address, the network and the proxy.`;
    case 'tls':
      return tlsSentence(reason, address);
    case 'too-large':
      return "Jira's answer was too large to read.";
    case 'network':
      if (/^HPE_/.test(reason)) {
        return `what answers at ${address} does not speak HTTP (${reason}). If it speaks HTTPS, the address must begin with https:.`;
      }
      return sent
        ? `the connection to Jira at ${address} broke (${reason}).`
        : `no connection to Jira at ${address} (${reason}). Check the address, the network and the proxy.`;
  }
}

function tlsSentence(reason: string, address: string): string {
  if (
    /^(ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL)|EPROTO)$/.test(
      reason,
    )
  ) {
    return `what answers at ${address} does not speak TLS (${reason}): it may be an HTTP port. Check the port of the https: address.`;
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|VERSION_TOO_LOW|NO_PROTOCOLS_AVAILABLE/.test(reason)) {
    return `Jira at ${address} offers only versions of TLS that are no longer safe (${reason}). Enable TLS 1.2 or newer there.`;
  }
  return `the certificate of Jira at ${address} was not accepted (${reason}). If a private authority issued it, configure that authority's certificate.`;
}
