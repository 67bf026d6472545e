import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesGlob } from './glob.ts';
import { requestNumber } from '../jira-subject.fixture.ts';
import { routeOf, wantsTicket, type TicketRoute } from './ticket-route.ts';

const request = {
  ...requestNumber(1),
  user: 'carol@example.com',
  roles: ['access', 'prod-db'],
  annotations: { team: ['orders', 'billing'], level: ['2'] },
};

it.each<readonly [string, TicketRoute, boolean]>([
  ['no condition', {}, true],
  ['any requested role', { roles: ['prod-*'] }, true],
  ['any of the patterns', { roles: ['nothing', 'acc?ss'] }, true],
  ['no requested role', { roles: ['prod'] }, false],
  ['no role at all', { roles: [] }, false],
  ['upper case', { roles: ['PROD-*'] }, false],
  ['the requester', { requesters: ['*@example.com'] }, true],
  ['another requester', { requesters: ['*@example.org', 'carol'] }, false],
  ['a kind of resource', { resourceKinds: ['db', 'node'] }, true],
  ['another kind of resource', { resourceKinds: ['db'] }, false],
  ['an annotation', { annotations: { team: ['billing'] } }, true],
  ['all annotations', { annotations: { team: ['orders'], level: ['1', '2'] } }, true],
  ['not all annotations', { annotations: { team: ['orders'], level: ['1'] } }, false],
  ['an annotation that the request lacks', { annotations: { constructor: ['x'] } }, false],
  ['all conditions', { roles: ['access'], requesters: ['carol*'], resourceKinds: ['node'] }, true],
  ['not all conditions', { roles: ['access'], requesters: ['dave*'] }, false],
])('a route with %s', (_, route, taken) => {
  expect(routeOf([route], request)).toBe(taken ? route : undefined);
});

it('takes the first of several', () => {
  const [other, first, second] = [{ roles: ['x'] }, { roles: ['access'], project: 'A' }, { project: 'B' }];
  expect(routeOf([other, first, second], request)).toBe(first);
  expect(routeOf([other, second, first], request)).toBe(second);
  expect(routeOf([], request)).toBeUndefined();
});

it('gives every request a ticket unless its route says no', () => {
  expect(wantsTicket([], request)).toBe(true);
  expect(wantsTicket([{ roles: ['access'] }, { ticket: false }], request)).toBe(true);
  expect(wantsTicket([{ roles: ['x'], ticket: false }], request)).toBe(true);
  expect(wantsTicket([{ roles: ['access'], ticket: false }, {}], request)).toBe(false);
});

it.each([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['**', 'abc', true],
  ['a*c', 'abbc', true],
  ['a*c', 'abbd', false],
  ['*b*c', 'abxbc', true],
  ['a.c', 'abc', false],
  ['?', '🦊', true],
  ['a?', 'a', false],
])('%j matches %j: %j', (pattern, text, matches) => {
  expect(matchesGlob(pattern, text)).toBe(matches);
});

it('matches a text without wildcards with itself alone', () => {
  const text = fc.string().map((any) => any.replace(/[*?]/g, ''));
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(matchesGlob(one, other)).toBe(one === other);
      expect(matchesGlob(`${one}*`, one + other)).toBe(true);
      expect(matchesGlob(`*${other}`, one + other)).toBe(true);
    }),
  );
});

it('is quick on patterns that are made to be slow', () => {
  expect(matchesGlob(`${'*a'.repeat(50)}b`, 'a'.repeat(5000))).toBe(false);
});
