import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether Jira takes a writing call for a forged one: it looks like a browser's, and comes from another site. The site's
 * own pages (same origin) and anything that is not a browser pass.
 */
export function looksForged(method: string, headers: IncomingHttpHeaders, baseUrl: string): boolean {
  if (method === 'GET' || headers['x-atlassian-token'] === 'no-check') return false;
  const origin = headers.origin ?? headers.referer;
  const browser = headers['user-agent']?.startsWith('Mozilla') === true;
  if (origin === undefined) return browser;
  return !sameOrigin(origin, baseUrl, headers.host);
}

function sameOrigin(origin: string, baseUrl: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const came = new URL(origin);
  return came.origin === new URL(baseUrl).origin || came.host === host;
}
