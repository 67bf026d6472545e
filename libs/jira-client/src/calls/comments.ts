import type { Caller } from '../wire/caller.ts';
import type { JiraCallOptions, JiraDeployment, JiraWriteOptions } from '../api/jira-client-options.ts';
import { JiraError } from '../api/jira-error.ts';
import type { RichText } from '../text/rich-text.ts';
import {
  commentListSchema,
  commentPageSchema,
  commentSchema,
  type JiraComment,
} from '../schemas/issue/comment.ts';
import { propertySchema } from '../schemas/issue/property.ts';
import { createListing } from './listing.ts';
import { segment } from './segment.ts';
import { richTextBody } from '../text/rich-text-body.ts';

/** What a new comment holds. */
export interface NewComment {
  readonly body: RichText;
  /** Comment properties by key. Anyone who may edit the comment can change them. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** Adds a comment; sent once. */
export async function addComment(
  caller: Caller,
  add: { readonly issueId: string; readonly comment: NewComment; readonly deployment: JiraDeployment },
  options: JiraWriteOptions,
): Promise<JiraComment> {
  const call = { operation: 'add comment', method: 'POST', template: '/issue/{id}/comment' } as const;
  const path = `/issue/${segment(add.issueId)}/comment`;
  const properties = Object.entries(add.comment.properties ?? {}).map(([key, value]) => ({ key, value }));
  const body = {
    body: richTextBody(add.comment.body, add.deployment),
    ...(properties.length === 0 ? {} : { properties }),
  };
  const { issueId } = add;
  return (await caller.call({ ...call, path, body, issueId, schema: commentSchema }, options)).value;
}

/** Deletes a comment. One that is gone already is `not-found`. */
export async function deleteComment(
  caller: Caller,
  { issueId, commentId }: { readonly issueId: string; readonly commentId: string },
  options: JiraWriteOptions,
): Promise<void> {
  const call = {
    operation: 'delete comment',
    method: 'DELETE',
    template: '/issue/{id}/comment/{id}',
  } as const;
  const path = `/issue/${segment(issueId)}/comment/${segment(commentId)}`;
  await caller.call<void>({ ...call, path, issueId }, options);
}

/** All comments of an issue, oldest first, page by page until the last. */
export async function allComments(
  caller: Caller,
  issueId: string,
  options: JiraCallOptions,
): Promise<readonly JiraComment[]> {
  const call = { operation: 'read comments', method: 'GET', template: '/issue/{id}/comment' } as const;
  const path = `/issue/${segment(issueId)}/comment`;
  const all: JiraComment[] = [];
  const listing = createListing(call.operation);
  for (;;) {
    const query = { startAt: all.length, maxResults: 100, orderBy: 'created' };
    const page = (await caller.call({ ...call, path, query, schema: commentPageSchema }, options)).value;
    const ids = page.comments.map(({ id }) => id);
    listing.arrived({ asked: all.length, answered: page.startAt, ids });
    all.push(...page.comments);
    if (page.comments.length === 0 || all.length >= page.total) return all;
  }
}

/**
 * One property of each of the given comments, by comment id; comments without it (or gone) are left
 * out. An issue's own answer never carries comment properties: Cloud gives them in bulk, Data Center
 * one by one.
 */
export async function commentProperties(
  caller: Caller,
  ask: { readonly commentIds: readonly string[]; readonly key: string; readonly deployment: JiraDeployment },
  options: JiraCallOptions,
): Promise<ReadonlyMap<string, unknown>> {
  if (ask.deployment === 'cloud') {
    const listed = await listProperties(caller, ask, options);
    if (listed !== undefined) return listed;
  }
  const found = new Map<string, unknown>();
  for (const commentId of ask.commentIds) {
    const value = await commentProperty(caller, { commentId, key: ask.key }, options);
    if (value !== undefined) found.set(commentId, value);
  }
  return found;
}

/** `undefined` where the bulk answer is not to be had. */
async function listProperties(
  caller: Caller,
  ask: { readonly commentIds: readonly string[]; readonly key: string },
  options: JiraCallOptions,
): Promise<ReadonlyMap<string, unknown> | undefined> {
  const found = new Map<string, unknown>();
  try {
    for (const ids of inGroups(ask.commentIds, 100)) {
      for (const comment of await listComments(caller, ids, options)) {
        const properties = comment.properties ?? {};
        if (Object.hasOwn(properties, ask.key)) found.set(comment.id, properties[ask.key]);
      }
    }
    return found;
  } catch (error) {
    if (error instanceof JiraError && error.code === 'not-found') return undefined;
    throw error;
  }
}

async function listComments(
  caller: Caller,
  ids: readonly string[],
  options: JiraCallOptions,
): Promise<readonly JiraComment[]> {
  const call = {
    operation: 'read comment properties',
    method: 'POST',
    path: '/comment/list',
    template: '/comment/list',
    query: { expand: 'properties' },
    body: { ids: ids.map(Number) },
    effect: 'read',
    schema: commentListSchema,
  } as const;
  return (await caller.call(call, options)).value;
}

async function commentProperty(
  caller: Caller,
  { commentId, key }: { readonly commentId: string; readonly key: string },
  options: JiraCallOptions,
): Promise<unknown> {
  const call = {
    operation: 'read comment property',
    method: 'GET',
    path: `/comment/${segment(commentId)}/properties/${segment(key)}`,
    template: '/comment/{id}/properties/{key}',
    schema: propertySchema,
  } as const;
  try {
    return (await caller.call(call, options)).value;
  } catch (error) {
    if (error instanceof JiraError && error.code === 'not-found') return undefined;
    throw error;
  }
}

function inGroups<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
  return groups;
}
