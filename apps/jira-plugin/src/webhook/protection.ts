import type { EndpointConfig } from '../config/sections/http.ts';

/** Whether anything vouches for a webhook that gets through: a signature, a password, or a client certificate. */
export function isProtected({ basicAuth, tls, webhookSecrets }: EndpointConfig): boolean {
  const clients = tls.kind === 'on' ? tls.clients : undefined;
  // Some certificate of some public authority is within everybody's reach.
  const known = clients?.caFile !== undefined || clients?.name !== undefined;
  return basicAuth !== undefined || webhookSecrets.length > 0 || known;
}
