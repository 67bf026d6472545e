import { z } from 'zod';
import { optional } from './wire-values.ts';

/** A numeric id: it goes into a path, so nothing else may pass. */
const webhookIssueId = z
  .union([z.string(), z.number().int().nonnegative().transform(String)])
  .pipe(z.string().regex(/^[1-9]\d{0,18}$/));

const key = z.string().max(255);

const actor = optional(z.object({ accountId: optional(key), key: optional(key), name: optional(key) })).catch(
  undefined,
);

/** The part of a webhook's body that is read, of any event, product and age. What is odd but unneeded is dropped. */
export const webhookSchema = z.object({
  webhookEvent: z.string().max(255),
  timestamp: optional(z.number()).catch(undefined),
  issue: optional(
    z.object({
      id: webhookIssueId,
      key: optional(key),
      fields: optional(z.object({ project: optional(z.object({ key: optional(key) })) })).catch(undefined),
    }),
  ),
  user: actor,
  comment: optional(z.object({ author: actor, updateAuthor: actor })).catch(undefined),
  changelog: optional(
    z.object({ items: z.array(z.object({ field: optional(z.string()).catch(undefined) })) }),
  ).catch(undefined),
});
