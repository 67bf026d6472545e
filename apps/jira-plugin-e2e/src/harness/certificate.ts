import { generate } from 'selfsigned';

/** A key and a certificate for the loopback, good from now on where nothing else is said. */
export async function certificate(
  validity: { readonly from?: Date; readonly to?: Date } = {},
): Promise<{ readonly key: string; readonly cert: string }> {
  const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keySize: 2048,
    ...(validity.from === undefined ? {} : { notBeforeDate: validity.from }),
    ...(validity.to === undefined ? {} : { notAfterDate: validity.to }),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  return { key: pair.private, cert: pair.cert };
}
