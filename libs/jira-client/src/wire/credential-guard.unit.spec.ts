import { expect, it } from 'vitest';
import { createCredentialGuard } from './credential-guard.ts';
import { JiraError } from '../api/jira-error.ts';

const HOUR = 3_600_000;
const failure = (code: 'unauthorized' | 'captcha') =>
  new JiraError({ code, operation: 'x', outcome: 'not-done', message: 'no' });

function guarded() {
  const time = { now: 1_000 };
  const guard = createCredentialGuard('basic', { now: () => time.now });
  const used = () => {
    try {
      guard.check('read issue');
      return 'used';
    } catch (error) {
      return error instanceof JiraError ? error.message : 'fault';
    }
  };
  const refuse = (code: 'unauthorized' | 'captcha' = 'unauthorized') =>
    guard.note(failure(code), 'datacenter');
  return { time, guard, used, refuse };
}

it('uses a refused password once more after an hour, by one call alone, and then no more', () => {
  const { time, used, refuse } = guarded();
  refuse();
  expect(used()).toMatch(/NOTHING IS DONE IN JIRA.*tried once more in 60 min/);
  time.now += HOUR;
  expect(used()).toBe('used');
  expect(used()).toMatch(/correct it and start again\.$/);
  refuse();
  time.now += 100 * HOUR;
  expect(used()).toMatch(/correct it and start again\.$/);
});

it('goes on where the second use is taken', () => {
  const { time, guard, used, refuse } = guarded();
  refuse();
  time.now += HOUR;
  used();
  guard.passed();
  expect([used(), used()]).toEqual(['used', 'used']);
});

it('is not fooled by an answer to a call that was under way', () => {
  const { guard, used, refuse } = guarded();
  refuse();
  guard.passed();
  expect(used()).not.toBe('used');
});

it.each([
  ['calls at once were refused', (refuse: (code?: 'captcha') => void) => (refuse(), refuse())],
  ['the account is locked', (refuse: (code?: 'captcha') => void) => refuse('captcha')],
])('never tries again by itself where %s', (_, happens) => {
  const { time, guard, used, refuse } = guarded();
  happens(refuse);
  time.now += 100 * HOUR;
  expect(used()).not.toBe('used');
  guard.release();
  expect(used()).toBe('used');
});
