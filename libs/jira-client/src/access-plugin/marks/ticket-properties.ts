import type { TicketOrigin } from '@org/access-plugin-core';
import { z } from 'zod';

/** The bare request id, exactly as Teleport's original plugin writes and reads it. */
export const REQUEST_ID_PROPERTY = 'teleportAccessRequestId';

/** Who opened the ticket: `{cluster, instance, epoch, expires}`. */
export const ORIGIN_PROPERTY = 'teleportAccessPlugin';

/** Both, for reading. */
export const TICKET_PROPERTIES = [REQUEST_ID_PROPERTY, ORIGIN_PROPERTY] as const;

/** What the properties of an issue say. */
export interface TicketProperties {
  readonly requestId?: string;
  readonly origin?: TicketOrigin;
}

/** Reads the properties; people can edit them, so what does not fit counts as absent. */
export function readTicketProperties(properties: Readonly<Record<string, unknown>>): TicketProperties {
  const requestId = requestIdSchema.safeParse(properties[REQUEST_ID_PROPERTY]);
  const origin = originSchema.safeParse(properties[ORIGIN_PROPERTY]);
  return {
    ...(requestId.success ? { requestId: requestId.data } : {}),
    ...(origin.success ? { origin: withoutAbsent(origin.data) } : {}),
  };
}

/** The properties of a new issue. */
export function writeTicketProperties(requestId: string, origin: TicketOrigin): Record<string, unknown> {
  return { [REQUEST_ID_PROPERTY]: requestId, [ORIGIN_PROPERTY]: origin };
}

const requestIdSchema = z.string().min(1).max(255);

const originSchema = z.object({
  cluster: z.string(),
  instance: z.string(),
  epoch: z.number().int().nonnegative(),
  expires: z.number().optional().catch(undefined),
});

function withoutAbsent({ expires, ...rest }: z.infer<typeof originSchema>): TicketOrigin {
  return expires === undefined ? rest : { ...rest, expires };
}
