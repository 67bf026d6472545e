import * as grpc from '@grpc/grpc-js';
import type { Connection, Lease } from '../dial/connection.ts';
import { formatHostPort } from '../dial/host-port.ts';
import { toTeleportError, type CallContext } from '../errors/to-teleport-error.ts';
import { checkBudget } from './budget.ts';
import type { CallLimits } from './call-limits.ts';

/** What one call is made of. */
export interface UnaryCall<Request, Response> {
  readonly definition: grpc.MethodDefinition<Request, Response>;
  readonly request: Request;
  readonly limits: CallLimits;
}

/** Makes one call with one answer. Rejects with a `TeleportError`. */
export async function unaryCall<Request, Response>(
  connection: Connection,
  call: UnaryCall<Request, Response>,
): Promise<Response> {
  const lease = await connection.lease(call.limits);
  try {
    return await send(lease, call);
  } finally {
    lease.release();
  }
}

/** The bare name of a method: `Ping` of `/proto.AuthService/Ping`. */
export function methodName(definition: { readonly path: string }): string {
  return definition.path.slice(definition.path.lastIndexOf('/') + 1);
}

/** What the errors of calls on this lease say about it. */
export function contextOf(lease: Lease, method: string): CallContext {
  return { method, address: formatHostPort(lease.link.plan.address), dialError: lease.link.dialError() };
}

function send<Request, Response>(lease: Lease, call: UnaryCall<Request, Response>): Promise<Response> {
  const { definition, request } = call;
  const method = methodName(definition);
  const { signal } = lease.budget;
  checkBudget(lease.budget, method);
  return new Promise((resolve, reject) => {
    const sent = lease.link.client.makeUnaryRequest(
      definition.path,
      definition.requestSerialize,
      definition.responseDeserialize,
      request,
      new grpc.Metadata(),
      { deadline: new Date(Date.now() + lease.budget.remainingMs()) },
      (failure, response) => {
        signal.removeEventListener('abort', cancel);
        if (failure === null && response !== undefined) return resolve(response);
        const { code, details } = failure ?? { code: grpc.status.OK, details: '' };
        reject(toTeleportError({ code, details }, contextOf(lease, method)));
      },
    );
    const cancel = () => sent.cancel();
    signal.addEventListener('abort', cancel, { once: true });
  });
}
