import type { FastifyRequest } from 'fastify';
import type { EndpointConfig } from '../config/sections/http.ts';
import { hasBasicAuth } from './basic-auth.ts';
import { callerOf } from './bounds/address.ts';
import type { CallBudgets, Charge } from './bounds/call-budgets.ts';
import { hasClientName } from './client-certificate.ts';
import type { SignatureCheck } from './read-webhook.ts';

/** Whether a webhook's body is read at all. */
export type Admission =
  | { readonly kind: 'admitted'; readonly charge: Charge }
  | {
      readonly kind: 'refused';
      readonly reason: 'too-many' | 'client-name' | 'basic-auth' | 'bad-signature';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
    };

/** What a caller is held against. */
export interface AdmissionParts {
  readonly endpoint: EndpointConfig;
  readonly signature: SignatureCheck | undefined;
  readonly budgets: CallBudgets;
}

/** What a refusal for having sent too much says beside 429. */
export const comeAgain = { 'retry-after': '1' };

/** Turns strangers away before their body is read. */
export function admit(request: FastifyRequest, { endpoint, signature, budgets }: AdmissionParts): Admission {
  const { basicAuth, tls } = endpoint;
  const { headers, raw, ip } = request;
  const seemsSigned = signature?.seemsSigned(headers) ?? false;
  const charge = budgets.open(callerOf(ip), seemsSigned);
  if (charge === undefined) return { kind: 'refused', reason: 'too-many', status: 429, headers: comeAgain };
  const clientName = tls.kind === 'on' ? tls.clients?.name : undefined;
  if (clientName !== undefined && !hasClientName(raw, clientName)) {
    return { kind: 'refused', reason: 'client-name', status: 403, headers: {} };
  }
  if (basicAuth !== undefined && !hasBasicAuth(headers.authorization, basicAuth)) {
    const asked = { 'www-authenticate': 'Basic realm=Restricted' };
    return { kind: 'refused', reason: 'basic-auth', status: 401, headers: asked };
  }
  if (signature !== undefined && !seemsSigned) {
    return { kind: 'refused', reason: 'bad-signature', status: 401, headers: {} };
  }
  return { kind: 'admitted', charge };
}
