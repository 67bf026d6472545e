import { expect, it } from 'vitest';
import { TeleportError, type TeleportErrorCode, type TeleportOutcome } from '../errors/teleport-error.ts';
import { inCoreTerms, toAccessPluginError } from './to-access-plugin-error.ts';

it.each<[TeleportErrorCode, TeleportOutcome, string]>([
  ['conflict', 'conflict', 'conflict'],
  ['connection-lost', 'unknown', 'outcome-unknown'],
  ['deadline-exceeded', 'unknown', 'outcome-unknown'],
  ['server-error', 'unknown', 'outcome-unknown'],
  ['cancelled', 'unknown', 'aborted'],
  ['cancelled', 'not-done', 'aborted'],
  ['deadline-exceeded', 'not-done', 'unavailable'],
  ['connect-failed', 'not-done', 'unavailable'],
  ['watch-no-init', 'not-done', 'unavailable'],
  ['not-found', 'not-done', 'not-found'],
  ['already-exists', 'not-done', 'already-exists'],
  ['invalid-argument', 'not-done', 'refused'],
  ['permission-denied', 'not-done', 'unauthorized'],
  ['mfa-required', 'not-done', 'unauthorized'],
  ['certificate-expired', 'not-done', 'unauthorized'],
  ['resource-exhausted', 'not-done', 'rate-limited'],
  ['bad-options', 'not-done', 'misuse'],
])('%s, %s', (...row) => {
  const [code, outcome, expected] = row;
  const error = new TeleportError({ code, outcome, message: 'Why.' });
  expect(toAccessPluginError(error)).toMatchObject({
    name: 'AccessPluginError',
    code: expected,
    message: `[${code}] Why.`,
  });
});

it('leaves a fault of this program as it is', async () => {
  const fault = new TypeError('x is undefined');
  await expect(inCoreTerms(Promise.reject(fault))).rejects.toBe(fault);
});
