import * as grpc from '@grpc/grpc-js';
import type { Lease } from '../dial/connection.ts';
import { toTeleportError } from '../errors/to-teleport-error.ts';
import { contextOf, methodName } from './unary-call.ts';

/** What one streaming call is made of. */
export interface StreamCall<Request, Response> {
  readonly definition: grpc.MethodDefinition<Request, Response>;
  readonly request: Request;
  /** Ends the stream at once. */
  readonly signal: AbortSignal;
  /** Milliseconds for the whole stream; without one it may last for ever. */
  readonly deadlineMs?: number;
}

/**
 * The messages of a streaming call, with back-pressure. Throws a `TeleportError` when the stream ends badly. Leaving
 * the loop cancels the call. The lease stays the caller's.
 */
export async function* streamCall<Request, Response>(
  lease: Lease,
  { definition, request, signal, deadlineMs }: StreamCall<Request, Response>,
): AsyncGenerator<Response, void, undefined> {
  const stream = lease.link.client.makeServerStreamRequest(
    definition.path,
    definition.requestSerialize,
    definition.responseDeserialize,
    request,
    new grpc.Metadata(),
    deadlineMs === undefined ? {} : { deadline: new Date(Date.now() + deadlineMs) },
  );
  const cancel = () => stream.cancel();
  // After the loop is left, the cancellation still arrives as an error event.
  stream.on('error', () => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    for await (const message of stream) yield message as Response;
  } catch (failure) {
    throw toTeleportError(statusOf(failure), contextOf(lease, methodName(definition)));
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

function statusOf(failure: unknown): { readonly code: grpc.status; readonly details: string } {
  if (failure instanceof Error && 'code' in failure && typeof failure.code === 'number') {
    return { code: failure.code, details: 'details' in failure ? String(failure.details) : '' };
  }
  return { code: grpc.status.UNKNOWN, details: failure instanceof Error ? failure.message : '' };
}
