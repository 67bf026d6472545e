import { AccessPluginError } from '@org/access-plugin-core';
import type { AccessRequest } from '../resources/access-request.ts';

/** The request is pending no more: what was to be done is looked at again, and nothing is told on the ticket. */
export function resolvedMeanwhile({ state }: AccessRequest): AccessPluginError {
  return new AccessPluginError('conflict', `The request was resolved meanwhile: it is ${state}.`);
}
