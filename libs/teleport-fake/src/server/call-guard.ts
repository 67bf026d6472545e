import {
  Metadata,
  status,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import type { Cluster } from '../cluster/cluster.ts';
import type { Caller } from '../cluster/users.ts';
import { TeleportFakeError } from '../errors.ts';
import type { FaultPoint, FaultRules } from '../faults/fault-rules.ts';
import type { CallLog } from './call-log.ts';
import { isClientVersionSupported } from './client-version.ts';
import type { ServerSettings } from './server-settings.ts';
import { StatusError } from './status-error.ts';

/** What every handler works with. */
export interface ServerContext {
  readonly cluster: Cluster;
  readonly settings: ServerSettings;
  readonly faults: FaultRules;
  readonly calls: CallLog;
  /** Resets the connection with this far end. */
  readonly cut: (peer: string) => void;
}

/** Either kind of call, as far as guarding it goes. */
export type AnyCall = ServerUnaryCall<unknown, unknown> | ServerWritableStream<unknown, unknown>;

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const CUT_AFTER_REFUSAL_MS = 100;

/** Runs a unary call: who calls, which faults apply before and after, what to answer. */
export function unary<Request, Response>(
  context: ServerContext,
  method: string,
  handle: { effect: (caller: Caller, request: Request) => Response; resource?: (request: Request) => string },
): (call: ServerUnaryCall<Request, Response>, answer: sendUnaryData<Response>) => void {
  return (call, answer) => {
    const resource = handle.resource?.(call.request) ?? '';
    const run = async (): Promise<Response | undefined> => {
      const caller = enter(context, call, { method, resource });
      if (!(await pass(context, call, { method, resource, when: 'before' }))) return undefined;
      const response = handle.effect(caller, call.request);
      return (await pass(context, call, { method, resource, when: 'after' })) ? response : undefined;
    };
    const finish = (code: status | undefined): void =>
      context.calls.finish({ timeMs: context.cluster.now(), method, resource, code });
    run().then(
      (response) => {
        finish(response === undefined ? undefined : status.OK);
        if (response !== undefined) answer(null, response);
      },
      (error: unknown) => {
        const refusal = StatusError.from(error);
        finish(refusal.code);
        answer(refusal);
      },
    );
  };
}

/** Counts the call, tells our version, and says who calls; throws what must be refused outright. */
export function enter(
  context: ServerContext,
  call: AnyCall,
  to: { method: string; resource: string },
): Caller {
  const { settings } = context;
  context.calls.add(to.method, to.resource);
  const header = new Metadata();
  header.set('version', context.cluster.settings.serverVersion);
  call.sendMetadata(header);
  if (!isClientVersionSupported(call.metadata.get('version'), settings.minClientVersion)) {
    const peer = call.getPeer();
    setTimeout(() => context.cut(peer), CUT_AFTER_REFUSAL_MS).unref();
    throw new TeleportFakeError('access-denied', 'client version is unsupported');
  }
  if (settings.unimplemented.includes(to.method)) {
    throw new TeleportFakeError('not-implemented', `unknown method ${to.method}`);
  }
  if (settings.disconnectExpiredCert) cutAtExpiry(context, call);
  return callerOf(context.cluster, call);
}

/** Meets the fault rules; false means that the call has ended and must not be answered. */
export async function pass(context: ServerContext, call: AnyCall, point: FaultPoint): Promise<boolean> {
  const verdict = await context.faults.meet(point);
  switch (verdict.go) {
    case 'on':
      return !call.cancelled;
    case 'drop':
      context.cut(call.getPeer());
      return false;
    case 'fail':
      throw new StatusError(verdict.code, verdict.message);
  }
}

function cutAtExpiry(context: ServerContext, call: AnyCall): void {
  const expiry = call.getAuthContext().sslPeerCertificate?.valid_to;
  if (expiry === undefined) return;
  const peer = call.getPeer();
  const left = Math.max(0, Date.parse(expiry) - Date.now());
  if (left < LONGEST_TIMER_MS) setTimeout(() => context.cut(peer), left).unref();
}

/** Subject of the client certificate: common name the user, organisations the roles. TLS has checked who signed it. */
function callerOf(cluster: Cluster, call: AnyCall): Caller {
  const certificate = call.getAuthContext().sslPeerCertificate;
  const subject = certificate?.subject as
    Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  const user = [subject?.['CN'] ?? ''].flat()[0] ?? '';
  if (cluster.user(user) === undefined) {
    throw new TeleportFakeError('access-denied', `user "${user}" not found`);
  }
  return {
    user,
    roles: [subject?.['O'] ?? []].flat(),
    notAfterMs: Date.parse(certificate?.valid_to ?? ''),
    activeRequests: [subject?.['1.3.9999.2.8'] ?? []].flat(),
  };
}
