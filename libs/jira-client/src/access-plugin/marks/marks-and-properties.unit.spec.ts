import { AccessPluginError } from '@org/access-plugin-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { JiraError, type JiraErrorCode } from '../../api/jira-error.ts';
import { readMoveMark, writeMoveMark } from './move-mark.ts';
import { readTicketProperties, writeTicketProperties } from './ticket-properties.ts';
import { toAccessPluginError } from '../to-access-plugin-error.ts';
import { toAccount } from '../reading/to-account.ts';

it('reads back the marks that it writes', () => {
  for (const mark of [{ instance: 'a' }, { instance: 'a', answers: 10_042 }]) {
    expect(readMoveMark({ ...writeMoveMark(mark) })).toEqual(mark);
  }
});

it('reads no mark out of anything else', () => {
  expect(readMoveMark(undefined)).toBeUndefined();
  expect(readMoveMark({ type: 'automation' })).toBeUndefined();
  expect(readMoveMark({ ...writeMoveMark({ instance: 'a' }), type: 'other' })).toBeUndefined();
  const odd = { type: 'teleport-access-plugin', extraData: { instance: 'a', answers: 'x' } };
  expect(readMoveMark(odd)).toEqual({ instance: 'a' });
});

it('reads back the properties that it writes, the request id bare', () => {
  const origin = { cluster: 'c', instance: 'i', epoch: 3, expires: 5 };
  const properties = writeTicketProperties('R1', origin);
  expect(properties['teleportAccessRequestId']).toBe('R1');
  expect(readTicketProperties(properties)).toEqual({ requestId: 'R1', origin });
});

it('takes what people made of the properties as absent, and never throws', () => {
  expect(readTicketProperties({ teleportAccessRequestId: { id: 'R1' }, teleportAccessPlugin: 'x' })).toEqual(
    {},
  );
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (a, b) => {
      readTicketProperties({ teleportAccessRequestId: a, teleportAccessPlugin: b });
    }),
  );
});

it.each<[JiraErrorCode, 'not-done' | 'unknown', string]>([
  ['unauthorized', 'not-done', 'unauthorized'],
  ['anonymous', 'not-done', 'unauthorized'],
  ['captcha', 'not-done', 'unauthorized'],
  ['forbidden', 'not-done', 'unauthorized'],
  ['not-found', 'not-done', 'not-found'],
  ['conflict', 'not-done', 'conflict'],
  ['rate-limited', 'not-done', 'rate-limited'],
  ['rejected', 'not-done', 'refused'],
  ['network', 'not-done', 'unavailable'],
  ['network', 'unknown', 'outcome-unknown'],
  ['timeout', 'unknown', 'outcome-unknown'],
  ['unavailable', 'unknown', 'outcome-unknown'],
  ['anonymous', 'unknown', 'outcome-unknown'],
  ['aborted', 'unknown', 'aborted'],
  ['tls', 'not-done', 'unavailable'],
])('a Jira error %s (%s) is %s to the core', (...[code, outcome, expected]) => {
  const pause = { scope: 'everything', forMs: 5 } as const;
  const error = toAccessPluginError(new JiraError({ code, outcome, operation: 'x', message: 'y', pause }));
  expect(error).toBeInstanceOf(AccessPluginError);
  expect(error).toMatchObject({ code: expected, retryAfterMs: 5 });
});

it('lets what is no Jira error through', () => {
  const mine = new AccessPluginError('window-passed', 'late');
  expect(toAccessPluginError(mine)).toBe(mine);
});

it.each([
  ['atlassian', 'cloud', 'human'],
  ['app', 'cloud', 'app'],
  ['customer', 'cloud', 'unknown'],
  ['unknown', 'cloud', 'unknown'],
  ['unknown', 'datacenter', 'human'],
] as const)('S5, S8: an account of type %s on %s is %s', (accountType, deployment, kind) => {
  const user = {
    id: '1',
    name: undefined,
    accountType,
    active: true,
    displayName: 'A',
    emailAddress: undefined,
  };
  expect(toAccount(user, deployment)).toEqual({ id: '1', kind, active: true, displayName: 'A' });
});
