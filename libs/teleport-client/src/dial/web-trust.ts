import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** What web certificates are verified with. */
export type WebTrust = () => SecureContext;

/**
 * Node's own roots and these authorities, PEM. They are parsed when they are first needed, and once: parsing them for
 * every connection costs more than the connection.
 */
export function webTrust(authorities: readonly string[]): WebTrust {
  let context: SecureContext | undefined;
  return () => {
    context ??= createSecureContext({
      minVersion: 'TLSv1.2',
      ...(authorities.length > 0 && { ca: [...rootCertificates, ...authorities] }),
    });
    return context;
  };
}
