import { expect, it } from 'vitest';
import { verifyWebhookSignature } from './webhook-signature.ts';

const secret = "It's a Secret to Everybody";
const header = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';

it("accepts the vendor's own example, as bytes and as text", () => {
  expect(verifyWebhookSignature('Hello World!', header, [secret])).toBe(true);
  expect(verifyWebhookSignature(Buffer.from('Hello World!'), header, [secret])).toBe(true);
});

it('accepts either of two secrets, in any place', () => {
  expect(verifyWebhookSignature('Hello World!', header, ['new', secret])).toBe(true);
  expect(verifyWebhookSignature('Hello World!', header, [secret, 'new'])).toBe(true);
});

it.each([
  ['another body', 'Hello World?', header, [secret]],
  ['another secret', 'Hello World!', header, ['other']],
  ['no secret', 'Hello World!', header, []],
  ['no header', 'Hello World!', undefined, [secret]],
  ['another method', 'Hello World!', header.replace('sha256', 'sha1'), [secret]],
  ['a short signature', 'Hello World!', header.slice(0, -2), [secret]],
  ['something before it', 'Hello World!', ` ${header}`, [secret]],
])('refuses %s', (...[, body, given, secrets]) => {
  expect(verifyWebhookSignature(body, given, secrets)).toBe(false);
});

it('never accepts what anyone can sign: an empty secret', () => {
  const signed = 'sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad';
  expect(verifyWebhookSignature('', signed, [''])).toBe(false);
});
