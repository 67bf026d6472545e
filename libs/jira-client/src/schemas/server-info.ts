import { z } from 'zod';
import { optional } from './wire-values.ts';

/** What `serverInfo` tells. */
export interface JiraServerInfo {
  readonly deployment: 'cloud' | 'datacenter';
  /** For example `10.3.5`; Cloud says `1001.0.0-SNAPSHOT`. */
  readonly version: string;
  /** The address that people use. */
  readonly baseUrl: string;
  /** Milliseconds since the epoch; only when Jira shows it. */
  readonly serverTime: number | undefined;
}

/** Data Center calls itself `Server` too. */
export const serverInfoSchema: z.ZodType<JiraServerInfo> = z
  .object({
    baseUrl: z.string(),
    version: z.string(),
    deploymentType: optional(z.string()),
    serverTime: optional(z.string()),
  })
  .transform(({ baseUrl, version, deploymentType, serverTime }) => ({
    baseUrl,
    version,
    deployment: deploymentType === 'Cloud' ? 'cloud' : 'datacenter',
    serverTime: timeOf(serverTime),
  }));

function timeOf(text: string | undefined): number | undefined {
  const at = Date.parse((text ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? undefined : at;
}
