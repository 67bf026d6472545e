import { status } from '@grpc/grpc-js';
import { toConnectError } from './connect-error.ts';
import { notDone } from './not-done.ts';
import { oneLine } from './one-line.ts';
import { deniedAdvice } from './permission-denied.ts';
import { TeleportError, type TeleportErrorCode, type TeleportOutcome } from './teleport-error.ts';

/** A gRPC status as it ended a call. */
export interface CallStatus {
  readonly code: status;
  readonly details: string;
}

/** What is known about the call that failed. */
export interface CallContext {
  /** The remote method, for example `Ping`. */
  readonly method: string;
  /** Where the connection goes, `host:port`. */
  readonly address: string;
  /** Why the newest attempt to connect failed, where there was one. */
  readonly dialError?: TeleportError | undefined;
}

interface Verdict {
  readonly code: TeleportErrorCode;
  readonly outcome: TeleportOutcome;
  readonly advice: string;
  readonly lacks?: string | undefined;
}

/** What gRPC says when no connection was there to send the call on. */
const NEVER_CONNECTED = /^No connection established|^Name resolution failed|Waiting for LB pick/;

/** The `TeleportError` of a call that ended with a gRPC status other than OK. */
export function toTeleportError(failure: CallStatus, context: CallContext): TeleportError {
  if (failure.details.startsWith('Channel closed'))
    return notDone('closed', 'The Teleport client is closed.');
  if (NEVER_CONNECTED.test(failure.details)) return neverConnected(failure, context);
  const { code, outcome, advice, lacks } = verdictOf(failure, context);
  const said = oneLine(failure.details);
  return new TeleportError({
    code,
    outcome,
    method: context.method,
    lacks,
    message: `${context.method}: ${advice} (${status[failure.code]}${said === '' ? '' : `: ${said}`})`,
  });
}

function neverConnected(failure: CallStatus, { address, dialError }: CallContext): TeleportError {
  if (dialError !== undefined && failure.details.includes(dialError.message)) return dialError;
  return toConnectError(failure.details.replace(/^No connection established\. Last error: /, ''), address);
}

function verdictOf(failure: CallStatus, context: CallContext): Verdict {
  const { details } = failure;
  const between = /^Received HTTP status code (\d+)/.exec(details)?.[1];
  if (between !== undefined) {
    return unknown(
      'unavailable',
      `something between here and Teleport answered with HTTP ${between}. Check the address, and the balancer or proxy on the way.`,
    );
  }
  // Teleport's words for a review that comes too late, whatever code carries them.
  if (/access request has been already/i.test(details)) {
    return refused('invalid-argument', 'the request is resolved already.');
  }
  switch (failure.code) {
    case status.OK:
      return unknown('bad-answer', 'the answer was empty.');
    case status.CANCELLED:
      return unknown('cancelled', 'the call was cancelled; it may have taken effect.');
    case status.DEADLINE_EXCEEDED:
      return unknown('deadline-exceeded', 'no answer within the time limit; the call may have taken effect.');
    case status.UNAVAILABLE:
      return unavailable(details);
    case status.INVALID_ARGUMENT:
      return refused('invalid-argument', 'Teleport refuses these values.');
    case status.NOT_FOUND:
      return refused('not-found', 'there is no such thing, or the plugin may not see it.');
    case status.ALREADY_EXISTS:
      return refused('already-exists', 'it exists already.');
    case status.FAILED_PRECONDITION:
      return {
        code: 'conflict',
        outcome: 'conflict',
        advice: 'somebody else wrote first. Read again and compare.',
      };
    case status.PERMISSION_DENIED:
    case status.UNAUTHENTICATED:
      return { ...deniedAdvice(details, context.method), outcome: 'not-done' };
    case status.UNIMPLEMENTED:
      return refused('unimplemented', unimplementedAdvice(details));
    case status.RESOURCE_EXHAUSTED:
      return exhausted(details);
    case status.INTERNAL:
      return /parsing error|without gRPC status/.test(details)
        ? unknown('bad-answer', 'the answer cannot be understood. Check what is between here and Teleport.')
        : serverError();
    case status.UNKNOWN:
    case status.ABORTED:
    case status.OUT_OF_RANGE:
    case status.DATA_LOSS:
      return serverError();
    default:
      return serverError();
  }
}

/** A server says this of calls that it does not know, and of values in a call that it does know. */
function unimplementedAdvice(details: string): string {
  return details === '' || /unknown (?:method|service)/i.test(details)
    ? 'this Teleport version does not know the call. Upgrade the cluster to use it.'
    : 'Teleport does not do what this call asks for.';
}

function unavailable(details: string): Verdict {
  if (/refused by server/i.test(details)) {
    return refused('unavailable', 'the server turned the call away before it looked at it. Try again.');
  }
  if (/Connection dropped|ECONNRESET|EPIPE|ETIMEDOUT|socket|session/i.test(details)) {
    return unknown(
      'connection-lost',
      'the connection was lost while the call was under way; it may have taken effect.',
    );
  }
  return unknown(
    'unavailable',
    'Teleport is not available at the moment; the call may have taken effect. Try again.',
  );
}

function exhausted(details: string): Verdict {
  if (/larger than/i.test(details)) {
    return unknown(
      'bad-answer',
      'the answer is larger than this client accepts (32 MiB). Ask for less at a time.',
    );
  }
  if (/^Bandwidth exhausted/.test(details)) {
    return unknown(
      'resource-exhausted',
      'the connection was closed for sending too much; the call may have taken effect.',
    );
  }
  return refused('resource-exhausted', 'Teleport is at a limit. Try again later.');
}

function serverError(): Verdict {
  return unknown('server-error', 'Teleport failed; the call may have taken effect. Its own log says more.');
}

function refused(code: TeleportErrorCode, advice: string): Verdict {
  return { code, outcome: 'not-done', advice };
}

function unknown(code: TeleportErrorCode, advice: string): Verdict {
  return { code, outcome: 'unknown', advice };
}
