import type { FaultRule } from './fault-rule.ts';

/** Names of faults that are worth a name. */
export type KnownFault = 'waf' | 'captcha' | 'login-page' | 'repeated-page-token';

const html = { 'content-type': 'text/html; charset=utf-8' };

/**
 * Answers that something between the caller and Jira gives, or a faulty Jira. `waf`: a web application firewall's
 * refusal. `captcha`: Data Center's lock, with its headers. `login-page`: a proxy that wants a login first.
 * `repeated-page-token`: a search without an end. The wording of `waf` and `login-page` was not seen on a real site.
 */
export const KNOWN_FAULTS: Readonly<Record<KnownFault, FaultRule>> = {
  waf: {
    match: {},
    when: 'before',
    action: 'error',
    status: 403,
    headers: html,
    body: '<html><head><title>403 Forbidden</title></head><body>Request blocked. Incident ID: 7</body></html>',
  },
  captcha: {
    match: {},
    when: 'before',
    action: 'error',
    status: 403,
    headers: {
      ...html,
      'x-seraph-loginreason': 'AUTHENTICATION_DENIED',
      'x-authentication-denied-reason': 'CAPTCHA_CHALLENGE; login-url=/login.jsp',
      'www-authenticate': 'OAuth realm="jira"',
    },
    body: '<html><body>Basic Authentication Failure - Reason : AUTHENTICATION_DENIED</body></html>',
  },
  'login-page': {
    match: {},
    when: 'before',
    action: 'error',
    status: 200,
    headers: html,
    body: '<html><head><title>Sign in</title></head><body><form></form></body></html>',
  },
  'repeated-page-token': {
    match: { path: '/rest/api/*/search/jql' },
    when: 'before',
    action: 'error',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: { issues: [], nextPageToken: 'same-token', isLast: false },
  },
};
