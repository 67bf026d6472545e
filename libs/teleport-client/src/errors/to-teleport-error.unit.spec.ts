import { status } from '@grpc/grpc-js';
import { describe, expect, it } from 'vitest';
import { toConnectError } from './connect-error.ts';
import { notDone } from './not-done.ts';
import { TeleportError } from './teleport-error.ts';
import { toTeleportError } from './to-teleport-error.ts';

const context = { method: 'SetAccessRequestState', address: 'teleport.example.com:443' };

describe('what gRPC says of a call that was never sent', () => {
  it.each([
    [
      'No connection established. Last error: Error: connect ECONNREFUSED 10.0.0.1:3025. Resolution note: ',
      'connect-failed',
    ],
    ['Name resolution failed for target dns:nowhere:3025', 'connect-failed'],
    ['No connection established. Last error: Error: read ECONNRESET. Resolution note: ', 'connect-failed'],
    ['No connection established. Last error: Error: connect ETIMEDOUT 10.0.0.1:3025', 'connect-timeout'],
  ])('%s', (details, code) => {
    const error = toTeleportError({ code: status.UNAVAILABLE, details }, context);
    expect(error).toMatchObject({ code, outcome: 'not-done' });
    expect(error.message).toContain(context.address);
  });

  it('a deadline that passed while a connection was awaited did nothing either', () => {
    const details = 'Deadline exceeded after 1.000s,Waiting for LB pick';
    expect(toTeleportError({ code: status.DEADLINE_EXCEEDED, details }, context).outcome).toBe('not-done');
  });

  it('is closed where the client was closed meanwhile', () => {
    const details = 'Channel closed before call started';
    const error = toTeleportError({ code: status.UNAVAILABLE, details }, context);
    expect(error).toMatchObject({ code: 'closed', outcome: 'not-done' });
  });

  it('is our own reason where the connection was ours to make', () => {
    const dialError = notDone('server-untrusted', 'Another authority.');
    const details = `No connection established. Last error: ${dialError.name}: ${dialError.message}. Resolution note: `;
    expect(toTeleportError({ code: status.UNAVAILABLE, details }, { ...context, dialError })).toBe(dialError);
    const older = toTeleportError(
      { code: status.UNAVAILABLE, details: 'No connection established. Last error: connect ECONNREFUSED' },
      { ...context, dialError },
    );
    expect(older.code).toBe('connect-failed');
  });
});

describe('what may have had an effect', () => {
  it.each([
    [status.UNAVAILABLE, 'Connection dropped', 'connection-lost', 'unknown'],
    [status.UNAVAILABLE, 'read ECONNRESET', 'connection-lost', 'unknown'],
    [status.UNAVAILABLE, 'Stream refused by server', 'unavailable', 'not-done'],
    [status.UNAVAILABLE, 'backend is down', 'unavailable', 'unknown'],
    [status.UNAVAILABLE, 'Received HTTP status code 502', 'unavailable', 'unknown'],
    [status.PERMISSION_DENIED, 'Received HTTP status code 403', 'unavailable', 'unknown'],
    [
      status.DEADLINE_EXCEEDED,
      'Deadline exceeded after 1.0s,remote_addr=1.2.3.4:443',
      'deadline-exceeded',
      'unknown',
    ],
    [status.RESOURCE_EXHAUSTED, 'Received message larger than max (5 vs. 4)', 'bad-answer', 'unknown'],
    [
      status.RESOURCE_EXHAUSTED,
      'Bandwidth exhausted or memory limit exceeded',
      'resource-exhausted',
      'unknown',
    ],
    [status.RESOURCE_EXHAUSTED, 'rate limit', 'resource-exhausted', 'not-done'],
    [status.INTERNAL, 'Response message parsing error: index out of range', 'bad-answer', 'unknown'],
    [status.ABORTED, '', 'server-error', 'unknown'],
    [status.UNKNOWN, 'the access request has been already approved', 'invalid-argument', 'not-done'],
  ])('%i %s is %s, %s', (...row) => {
    const [code, details, expected, outcome] = row;
    expect(toTeleportError({ code, details }, context)).toMatchObject({ code: expected, outcome });
  });
});

describe('refusals', () => {
  it.each([
    ['client version is unsupported', 'version-rejected', /Upgrade the plugin/],
    ['admin-level API request requires MFA verification', 'mfa-required', /tbot/],
    [
      'access denied to perform action "update" on "access_request"',
      'permission-denied',
      /access_request: update/,
    ],
    [
      'access denied',
      'permission-denied',
      /preset role access-plugin.*leave it as it is.*issue a new identity \(with tbot: wait for its renewal\)/,
    ],
  ])('%s', (details, code, cure) => {
    const error = toTeleportError({ code: status.PERMISSION_DENIED, details }, context);
    expect(error).toMatchObject({ code, outcome: 'not-done' });
    expect(error.message).toMatch(cure);
  });

  it.each([
    ['access denied to perform action "update" on "access_request"', 'access_request: update'],
    ['user "access-plugin" cannot submit reviews', 'review_requests'],
    ['user "x" cannot submit reviews on behalf of "bob"', 'review_requests.submit_for_users'],
    ['lock targeting User:"access-plugin" is in force', undefined],
    ['admin-level API request requires MFA verification', undefined],
    ['access denied', undefined],
  ])('name the right that is missing only where the server does: %s', (details, lacks) => {
    const at = { ...context, method: 'SubmitAccessReview' };
    expect(toTeleportError({ code: status.PERMISSION_DENIED, details }, at).lacks).toBe(lacks);
  });

  it.each([
    ['unknown method ListAccessRequests for service proto.AuthService', /Upgrade the cluster/, true],
    ['annotations are not yet supported in reviews, try omitting annotations field', /Upgrade/, false],
  ])('UNIMPLEMENTED is not always an old version, and the words are repeated: %s', (details, cure, old) => {
    const { message } = toTeleportError({ code: status.UNIMPLEMENTED, details }, context);
    expect(message).toContain(details);
    expect(cure.test(message)).toBe(old);
  });

  it('of a call that nobody foresaw still say something', () => {
    const error = toTeleportError(
      { code: status.PERMISSION_DENIED, details: '' },
      { ...context, method: 'Other' },
    );
    expect(error.message).toMatch(/Check its roles/);
  });
});

describe('messages', () => {
  it('are one bounded line, whatever the server says', () => {
    const details = `a\r\nb\u0000\u001b[31m${'x'.repeat(5000)}`;
    const { message } = toTeleportError({ code: status.UNKNOWN, details }, context);
    // eslint-disable-next-line no-control-regex -- that none is left is what is tested
    expect(message).not.toMatch(/[\u0000-\u001f]/);
    expect(message.length).toBeLessThan(600);
  });

  it.each([
    [Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }), 'server-untrusted'],
    [Object.assign(new Error('x'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'server-untrusted'],
    [Object.assign(new Error('x'), { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }), 'tls-failed'],
    [
      Object.assign(new Error('x'), { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED' }),
      'certificate-refused',
    ],
    [Object.assign(new Error('x'), { code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA' }), 'certificate-refused'],
    [
      Object.assign(new Error('x'), { code: 'ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED' }),
      'certificate-refused',
    ],
    [new DOMException('late', 'TimeoutError'), 'connect-timeout'],
    [new DOMException('enough', 'AbortError'), 'cancelled'],
    ['anything', 'connect-failed'],
    [undefined, 'connect-failed'],
  ])('of connecting name the cause: %s', (cause, code) => {
    const error = toConnectError(cause, context.address);
    expect(error).toBeInstanceOf(TeleportError);
    expect(error).toMatchObject({ code, outcome: 'not-done' });
    expect(error.cause).toBeUndefined();
  });
});
