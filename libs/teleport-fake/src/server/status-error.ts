import { status, type Metadata, type StatusObject } from '@grpc/grpc-js';
import { TeleportFakeError, type TeleportFakeErrorCode } from '../errors.ts';

const CODES: Readonly<Record<TeleportFakeErrorCode, status>> = {
  'not-found': status.NOT_FOUND,
  'access-denied': status.PERMISSION_DENIED,
  'compare-failed': status.FAILED_PRECONDITION,
  'bad-parameter': status.INVALID_ARGUMENT,
  'limit-exceeded': status.RESOURCE_EXHAUSTED,
  'connection-problem': status.UNAVAILABLE,
  'not-implemented': status.UNIMPLEMENTED,
};

/** A refusal as gRPC carries it: a plain status, no details. Anything unforeseen is UNKNOWN, as in Teleport. */
export class StatusError extends Error implements Pick<StatusObject, 'code' | 'details'> {
  override readonly name = 'StatusError';
  readonly code: status;
  readonly details: string;
  readonly metadata?: Metadata;

  constructor(code: status, details: string) {
    super(details);
    this.code = code;
    this.details = details;
  }

  static from(error: unknown): StatusError {
    if (error instanceof StatusError) return error;
    if (error instanceof TeleportFakeError) return new StatusError(CODES[error.code], error.message);
    return new StatusError(status.UNKNOWN, error instanceof Error ? error.message : String(error));
  }
}
