import { generate } from 'selfsigned';

/** A key and a certificate for 127.0.0.1 and localhost, good for a day. Nobody trusts it without being told to. */
export async function selfSignedPair(): Promise<{ readonly key: string; readonly cert: string }> {
  const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keySize: 2048,
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: pair.private, cert: pair.cert };
}
