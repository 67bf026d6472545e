import { z } from 'zod';
import { answeredTo, isJson, jsonOf, type Answer } from '../http/answer.ts';
import { JiraError, type JiraErrorCode, type JiraErrorFacts, type JiraPause } from '../api/jira-error.ts';
import { visibleText } from '../text/visible-text.ts';

/** What is known about the call beside its answer. */
export interface FailedCall {
  readonly operation: string;
  readonly effect: 'read' | 'write';
  readonly deployment: 'cloud' | 'datacenter' | 'unknown';
  readonly pause?: JiraPause | undefined;
  /** Texts that may stand in no message. */
  readonly secrets: readonly string[];
}

/**
 * The error for an answer that is no success, or was given to nobody; `undefined` for a good one.
 */
export function failureOfAnswer(answer: Answer, call: FailedCall): JiraError | undefined {
  const code = codeOf(answer, call);
  if (code === undefined) return undefined;
  const said = readErrorBody(answer, call.secrets);
  return new JiraError({
    code,
    operation: call.operation,
    outcome: outcomeOf(answer.status, call.effect),
    message: `${sentence(code, answer, call)}${said.text === '' ? '' : ` Jira says: ${said.text}`}`,
    status: answer.status,
    fieldErrors: said.fieldErrors,
    pause: call.pause,
    answeredTo: answeredTo(answer),
  });
}

/** The error for a good answer that is not JSON, or not of the documented shape. */
export function unreadableAnswer(answer: Answer, call: FailedCall, why: string): JiraError {
  const facts = { operation: call.operation, outcome: outcomeOf(answer.status, call.effect) };
  const shared = { ...facts, status: answer.status, answeredTo: answeredTo(answer) };
  if (isJson(answer) && jsonOf(answer) !== undefined) {
    const message = `Jira's answer has an unexpected shape (${why}). A proxy may have changed it, or this version of Jira is not supported.`;
    return new JiraError({ ...shared, code: 'unexpected-answer', message });
  }
  return new JiraError({ ...shared, code: 'not-json', message: NOT_JSON });
}

function codeOf(answer: Answer, call: FailedCall): JiraErrorCode | undefined {
  const { status, headers } = answer;
  const login = `${headers['x-seraph-loginreason'] ?? ''} ${headers['x-authentication-denied-reason'] ?? ''}`;
  if (/AUTHENTICATION_DENIED|CAPTCHA/.test(login)) return 'captcha';
  if (login.includes('AUTHENTICATED_FAILED'))
    return status === 401 && call.deployment !== 'cloud' ? 'unauthorized' : 'anonymous';
  if (status >= 200 && status < 300) return undefined;
  if (status === 401) return call.deployment === 'cloud' && isMyself(call) ? 'anonymous' : 'unauthorized';
  if (status === 403)
    return answer.body.includes('Connect Session Auth Token') ? 'unauthorized' : 'forbidden';
  if (status === 404) return /^text\/html/i.test(headers['content-type'] ?? '') ? 'not-json' : 'not-found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'unavailable';
  return status >= 300 && status < 400 ? 'not-json' : 'rejected';
}

/** On Cloud only a call that needs a user shows that the credential is nobody's. */
function isMyself(call: FailedCall): boolean {
  return call.operation === 'read own account';
}

function outcomeOf(status: number, effect: 'read' | 'write'): JiraErrorFacts['outcome'] {
  if (effect === 'read') return 'not-done';
  return status >= 300 && status < 500 && status !== 408 ? 'not-done' : 'unknown';
}

const NOT_JSON =
  "the address answers, but not as Jira's REST API. Check the URL (a login page or a proxy may stand in front of Jira).";

function sentence(code: JiraErrorCode, answer: Answer, call: FailedCall): string {
  const status = String(answer.status);
  switch (code) {
    case 'unauthorized':
      return `Jira refused the credential (${status}). ${credentialAdvice(answer, call)}`;
    case 'anonymous':
      return 'Jira served this as if nobody were signed in: the e-mail address and API token do not belong together, or the token has expired. Make a new token and check the address.';
    case 'captcha':
      return 'Jira has locked the account after failed logins. Log in once with a browser and solve the CAPTCHA (or have an administrator reset it), then use the right password.';
    case 'forbidden':
      return `the account lacks a permission for this (${status}).`;
    case 'not-found':
      return `not there, or the account may not see it (${status}).`;
    case 'conflict':
      return `someone changed the same issue at the same time (${status}); nothing was done, and it can be tried again.`;
    case 'rate-limited':
      return `Jira asks for a pause of ${String(Math.ceil((call.pause?.forMs ?? 0) / 1000))} s (${status}); nothing was done.`;
    case 'unavailable':
      return `Jira failed (${status}). ${call.effect === 'write' ? 'Whether it was done is unknown.' : 'Try again later.'}`;
    case 'not-json':
      return `${redirected(answer)}${NOT_JSON}`;
    case 'rejected':
      return `Jira refused it (${status}).`;
    default:
      return `the call failed (${status}).`;
  }
}

function redirected({ headers }: Answer): string {
  const to = headers['location'];
  if (to === undefined || !URL.canParse(to)) return '';
  return `Jira redirects to ${new URL(to).origin}, which is not followed with a credential; `;
}

function credentialAdvice(answer: Answer, call: FailedCall): string {
  if (answer.body.includes('scope does not match')) {
    return 'The token lacks a scope: it needs read:jira-user, read:jira-work and write:jira-work.';
  }
  if (answer.body.includes('Connect Session Auth Token')) {
    return 'Jira Cloud takes an e-mail address with an API token; a personal access token is for Data Center.';
  }
  return call.deployment === 'datacenter'
    ? 'Check the token or password; it is not tried again, so that the account is not locked.'
    : 'Check that it is right and has not expired; a token with scopes works only through https://api.atlassian.com/ex/jira/{cloudId}.';
}

const errorBody = z.object({
  errorMessages: z.array(z.string()).optional().catch(undefined),
  errors: z.record(z.string(), z.string()).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
});

/** Jira's own words, in one line of bounded length. HTML says nothing fit for a message. */
function readErrorBody(answer: Answer, secrets: readonly string[]) {
  const clean = (text: string) => redact(visibleText(text).replace(/\s+/g, ' ').slice(0, 500), secrets);
  const parsed = errorBody.safeParse(jsonOf(answer));
  if (!parsed.success) return { text: '', fieldErrors: {} };
  const { errorMessages = [], errors = {}, message, detail } = parsed.data;
  const fields = Object.entries(errors).map(([field, text]) => [clean(field), clean(text)] as const);
  const words = [
    ...errorMessages.map(clean),
    ...fields.map(([field, text]) => `${field}: ${text}`),
    ...[message, detail].filter((text) => text !== undefined).map(clean),
  ];
  return { text: words.join('; ').slice(0, 2000), fieldErrors: Object.fromEntries(fields) };
}

function redact(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .reduce((left, secret) => left.replaceAll(secret, '***'), text);
}
