import type { TransportFailure } from '../http/transport-failure.ts';
import { JiraError } from '../api/jira-error.ts';

/** The error for a call that got no answer. */
export function failureOfTransport(
  failure: TransportFailure,
  call: { readonly operation: string; readonly effect: 'read' | 'write' },
): JiraError {
  const unknown = failure.sent && call.effect === 'write';
  return new JiraError({
    code: failure.kind === 'too-large' ? 'unexpected-answer' : failure.kind,
    operation: call.operation,
    outcome: unknown ? 'unknown' : 'not-done',
    message: `${sentence(failure)}${unknown ? ' Whether it was done is unknown.' : ''}`,
  });
}

function sentence({ kind, reason, sent }: TransportFailure): string {
  switch (kind) {
    case 'aborted':
      return 'stopped by the caller.';
    case 'timeout':
      return sent
        ? 'Jira did not answer in time.'
        : 'no connection to Jira in time. Check the address, the network and the proxy.';
    case 'tls':
      return `Jira's certificate was not accepted (${reason}). If a private authority issued it, configure that authority's certificate.`;
    case 'too-large':
      return "Jira's answer was too large to read.";
    case 'network':
      return sent
        ? `the connection to Jira broke (${reason}).`
        : `no connection to Jira (${reason}). Check the address, the network and the proxy.`;
  }
}
