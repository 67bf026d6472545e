import type { Connection } from '../dial/connection.ts';
import { AuthServiceService } from '../gen/teleport/auth_service.js';
import type { CallLimits } from './call-limits.ts';
import { unaryCall } from './unary-call.ts';

/** What the cluster says of itself. */
export interface ClusterInfo {
  readonly clusterName: string;
  /** The Auth Service's version, without a leading v. */
  readonly serverVersion: string;
  /** `host:port` of the Proxy Service for links; empty where there is none. */
  readonly proxyPublicAddress: string;
  /** Whether the cluster has pages for reviewing requests, so that a link to one makes sense. */
  readonly advancedAccessWorkflows: boolean;
}

/** Asks the cluster who it is. */
export async function ping(connection: Connection, limits: CallLimits): Promise<ClusterInfo> {
  const answer = await unaryCall(connection, { definition: AuthServiceService.ping, request: {}, limits });
  return {
    clusterName: answer.clusterName,
    serverVersion: answer.serverVersion,
    proxyPublicAddress: answer.proxyPublicAddr,
    advancedAccessWorkflows: answer.serverFeatures?.advancedAccessWorkflows ?? false,
  };
}
