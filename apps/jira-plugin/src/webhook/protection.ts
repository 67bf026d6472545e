import type { EndpointConfig } from '../config/sections/http.ts';

/** Whether anything vouches for a webhook that gets through: a signature, a password, or a client certificate. */
export function isProtected({ basicAuth, tls, webhookSecrets }: EndpointConfig): boolean {
  return (
    basicAuth !== undefined || webhookSecrets.length > 0 || (tls.kind === 'on' && tls.clients !== undefined)
  );
}
