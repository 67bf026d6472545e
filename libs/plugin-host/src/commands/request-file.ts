import { readFileSync } from 'node:fs';
import type { AccessRequest } from '@org/access-plugin-core';
import { z } from 'zod';
import { PluginError } from '../errors.ts';

/** Reads a request as `tctl requests get <id> --format=json` prints it. Throws a `PluginError` `request-file`. */
export function readRequestFile(file: string): AccessRequest {
  const parsed = fileSchema.safeParse(contentOf(file));
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw unreadable(file, `it does not hold an access request (look at "${where}")`);
  }
  return toRequest(parsed.data);
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error;
    throw unreadable(file, missing ? 'there is no such file, or it may not be read' : 'it is not JSON');
  }
}

function unreadable(file: string, why: string): PluginError {
  return new PluginError(
    'request-file',
    `The request ${file} cannot be used: ${why}; write one with: tctl requests get <id> --format=json`,
  );
}

/** Go writes an empty list as null, and an unset moment as the year 1. */
const list = <T>(item: z.ZodType<T>) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const moment = z
  .string()
  .nullish()
  .transform((text) => {
    const at = Date.parse(text ?? '');
    return Number.isNaN(at) || at <= 0 ? undefined : at;
  });

const resourceSchema = z.object({
  cluster: z.string().default(''),
  kind: z.string().default(''),
  name: z.string().default(''),
  sub_resource: z.string().default(''),
});

const thresholdSchema = z.object({
  name: z.string().default(''),
  approve: z.number().default(0),
  deny: z.number().default(0),
});

const specSchema = z.object({
  user: z.string(),
  roles: list(z.string()),
  resource_ids: list(resourceSchema),
  request_reason: z.string().default(''),
  thresholds: list(thresholdSchema),
  suggested_reviewers: list(z.string()),
  system_annotations: z
    .record(z.string(), list(z.string()))
    .nullish()
    .transform((annotations) => annotations ?? {}),
  created: moment,
  expires: moment,
  max_duration: moment,
  session_ttl: moment,
  assume_start_time: moment,
});

const requestSchema = z.object({ metadata: z.object({ name: z.string() }), spec: specSchema });

/** `tctl` prints a list. */
const fileSchema = z.union([
  requestSchema,
  z
    .array(requestSchema)
    .min(1)
    .transform(([first]) => first as z.infer<typeof requestSchema>),
]);

function toRequest({ metadata, spec }: z.infer<typeof requestSchema>): AccessRequest {
  return {
    id: metadata.name,
    state: 'pending',
    user: spec.user,
    roles: spec.roles,
    resources: spec.resource_ids.map(({ sub_resource: subResource, ...resource }) => ({
      ...resource,
      subResource,
    })),
    reason: spec.request_reason,
    resolveReason: '',
    reviews: [],
    thresholds: spec.thresholds,
    suggestedReviewers: spec.suggested_reviewers,
    kind: 'undefined',
    annotations: spec.system_annotations,
    ...known('created', spec.created),
    ...known('expires', spec.expires),
    ...known('assumeStart', spec.assume_start_time),
    ...known('maxDuration', since(spec.created, spec.max_duration)),
    ...known('sessionTtl', since(spec.created, spec.session_ttl)),
  };
}

function known<K extends string>(key: K, value: number | undefined): { readonly [P in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: number });
}

/** Durations are written as the instant at which they end. */
function since(start: number | undefined, end: number | undefined): number | undefined {
  return start === undefined || end === undefined ? undefined : end - start;
}
