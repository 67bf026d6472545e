import { expect, it } from 'vitest';
import { isAboutAuthor } from './is-about-author.ts';
import { TeleportError } from './teleport-error.ts';

const denied = (details: string) =>
  new TeleportError({ code: 'permission-denied', outcome: 'not-done', message: `May not. (${details})` });

it.each([
  'user "bob" cannot submit reviews',
  'user "bob" cannot review request "0196"',
  'user "bob" not found',
  'user "bob" is not found',
  'user "bob" does not exist',
])('is about bob: %s', (details) => {
  expect(isAboutAuthor(denied(details), 'bob')).toBe(true);
});

it.each([
  'user "access-plugin" cannot submit reviews on behalf of "bob"',
  'user "bob" cannot submit reviews on behalf of "bob"',
  'user "access-plugin" cannot submit reviews for user "bob"',
  'user "access-plugin" cannot submit reviews',
  'user "not-bob" cannot review request "0196"',
  'access denied',
  '',
])('is about the caller, or may be: %s', (details) => {
  expect(isAboutAuthor(denied(details), 'bob')).toBe(false);
});

it('knows a name that must be quoted', () => {
  expect(isAboutAuthor(denied(String.raw`user "o\"bob" cannot submit reviews`), 'o"bob')).toBe(true);
});

it('takes another refusal for nothing of the kind', () => {
  const message = 'user "bob" cannot submit reviews';
  const error = new TeleportError({ code: 'mfa-required', outcome: 'not-done', message });
  expect(isAboutAuthor(error, 'bob')).toBe(false);
});
