import { notDone } from '../errors/not-done.ts';
import { buildIdentity } from './build-identity.ts';
import type { Identity } from './identity.ts';
import { pemBlocks } from './pem-blocks.ts';
import { privateKeyOf } from './private-key.ts';

/**
 * Reads the text of an identity file as `tbot` and `tctl auth sign` write it: the first PEM block is the private key,
 * the second the client certificate, all further ones authorities. The SSH parts are not needed here and skipped.
 * `origin` names the file in messages. Throws `identity-invalid` or `identity-key-unsupported`.
 */
export function parseIdentityFile(text: string, origin = 'identity file'): Identity {
  const [key, certificate, ...authorities] = pemBlocks(text, origin);
  if (key === undefined) {
    throw notDone(
      'identity-invalid',
      `${origin}: there is no PEM block in it. An identity file begins with a private key; write it with tbot or tctl auth sign --format=file.`,
    );
  }
  const privateKey = privateKeyOf(key, origin);
  if (certificate === undefined) {
    throw notDone(
      'identity-invalid',
      `${origin}: it ends after the private key, without a client certificate. It may be being written; otherwise write it again with tbot or tctl auth sign --format=file.`,
    );
  }
  return buildIdentity({
    privateKey,
    certificatePem: certificate.text,
    authorityPems: authorities.map((block) => block.text),
    origin,
  });
}
