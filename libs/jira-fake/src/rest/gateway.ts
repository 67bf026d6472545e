import type { IncomingMessage } from 'node:http';

const GATEWAY = /^\/ex\/jira\/([^/?]+)(\/.*)?$/;
const cloudIds = new WeakMap<IncomingMessage, string>();

/** Atlassian's API gateway serves the same API below `/ex/jira/{cloudId}`; the rest of the server sees it without. */
export function withoutGateway(this: unknown, request: { url?: string | undefined }): string {
  const found = GATEWAY.exec(request.url ?? '');
  if (found === null) return request.url ?? '/';
  cloudIds.set(request as IncomingMessage, found[1] ?? '');
  return found[2] ?? '/';
}

/** The cloud id that the call named; absent on the site's own host. */
export function gatewayOf(request: IncomingMessage): string | undefined {
  return cloudIds.get(request);
}
