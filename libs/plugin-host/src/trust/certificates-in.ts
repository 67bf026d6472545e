import { X509Certificate } from 'node:crypto';

/** The certificates in a PEM text, each as one text with plain line ends, and how many more are damaged. */
export function certificatesIn(text: string): { readonly pems: readonly string[]; readonly damaged: number } {
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const pems = blocks.filter(isCertificate).map((pem) => pem.replaceAll('\r', ''));
  return { pems, damaged: blocks.length - pems.length };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
