import { expect, it } from 'vitest';
import { failureOfAnswer, type FailedCall } from './failure-of-answer.ts';
import type { Answer } from '../http/answer.ts';

const json = { 'content-type': 'application/json;charset=UTF-8' };
const create: FailedCall = {
  operation: 'create issue',
  effect: 'write',
  deployment: 'cloud',
  secrets: ['s3cret'],
};

function failure(answer: Partial<Answer>, call: Partial<FailedCall> = {}) {
  return failureOfAnswer({ status: 200, headers: json, body: '{}', ...answer }, { ...create, ...call });
}

type Row = [string, number, Record<string, string>, string, string];
it.each<Row>([
  ['a refused field', 400, json, 'rejected', 'not-done'],
  ['a bad credential', 401, json, 'unauthorized', 'not-done'],
  ['a missing permission', 403, json, 'forbidden', 'not-done'],
  ['a missing issue', 404, json, 'not-found', 'not-done'],
  ['an unknown site', 404, { 'content-type': 'text/html' }, 'not-json', 'not-done'],
  ['two moves at once', 409, json, 'conflict', 'not-done'],
  ['a retired endpoint', 410, json, 'rejected', 'not-done'],
  ['too many comments', 413, json, 'rejected', 'not-done'],
  ['a configuration problem', 422, json, 'rejected', 'not-done'],
  ['too many calls', 429, json, 'rate-limited', 'not-done'],
  ['a server error', 500, json, 'unavailable', 'unknown'],
  ['a gateway time-out', 504, { 'content-type': 'text/html' }, 'unavailable', 'unknown'],
  ['a login page', 302, { location: 'https://sso.example/login' }, 'not-json', 'not-done'],
  [
    'an answer to nobody',
    200,
    { ...json, 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' },
    'anonymous',
    'unknown',
  ],
  ['a locked account', 403, { 'x-seraph-loginreason': 'AUTHENTICATION_DENIED' }, 'captcha', 'not-done'],
  [
    'a CAPTCHA',
    403,
    { 'x-authentication-denied-reason': 'CAPTCHA_CHALLENGE; login-url=x' },
    'captcha',
    'not-done',
  ],
])('names %s (%i)', (...[, status, headers, code, outcome]) => {
  expect(failure({ status, headers })).toMatchObject({ code, outcome, status });
});

it('finds nothing wrong with a good answer', () => {
  expect(failure({ status: 201 })).toBeUndefined();
});

it('says that a failed read did nothing', () => {
  expect(failure({ status: 503 }, { effect: 'read' })).toMatchObject({ outcome: 'not-done' });
});

it('takes a refused login as a wrong password on Data Center, and as anonymous on Cloud', () => {
  const answer = { status: 401, headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' } };
  expect(failure(answer, { deployment: 'datacenter' })).toMatchObject({ code: 'unauthorized' });
  expect(failure(answer)).toMatchObject({ code: 'anonymous', outcome: 'not-done' });
});

it('takes 401 for the own account on Cloud as an anonymous answer', () => {
  expect(failure({ status: 401 }, { operation: 'read own account' })).toMatchObject({ code: 'anonymous' });
  expect(failure({ status: 401 }, { operation: 'read own account', deployment: 'datacenter' })).toMatchObject(
    { code: 'unauthorized' },
  );
});

it('names each refused field in the message and in fieldErrors', () => {
  const body = JSON.stringify({ errorMessages: ['No.'], errors: { summary: 'Too long.', priority: 'Bad.' } });
  const error = failure({ status: 400, body });
  expect(error?.message).toBe(
    'create issue: Jira refused it (400). Jira says: No.; summary: Too long.; priority: Bad.',
  );
  expect(error?.fieldErrors).toEqual({ summary: 'Too long.', priority: 'Bad.' });
});

it('tells the owner of a personal access token what Cloud wants', () => {
  const body = '{"error": "Failed to parse Connect Session Auth Token"}';
  expect(failure({ status: 403, body })).toMatchObject({
    code: 'unauthorized',
    message: expect.stringContaining('API token') as string,
  });
});

it('shows no secret, no control character and no page', () => {
  const body = JSON.stringify({ errorMessages: ['token s3cret\u001b[2J is bad'.repeat(99)] });
  const shown = JSON.stringify(failure({ status: 400, body })) + String(failure({ status: 400, body }));
  expect(shown).not.toContain('s3cret');
  expect(shown).not.toContain('\u001b');
  expect(shown.length).toBeLessThan(4000);
  expect(failure({ status: 500, body: '<html>secret page</html>' })?.message).not.toContain('page');
});

it('says who a failing answer was given to', () => {
  expect(failure({ status: 404, headers: { ...json, 'x-aaccountid': 'abc' } })?.answeredTo).toBe('abc');
  expect(failure({ status: 404, headers: { ...json, 'x-ausername': 'anonymous' } })?.answeredTo).toBe(
    'anonymous',
  );
  expect(failure({ status: 404 })?.answeredTo).toBeUndefined();
});
