import type { AccessRequest } from '../domain/access-request.ts';
import type { HiddenPart } from '../settings.ts';

/** The request as its ticket may show it. What is hidden never reaches the tracker, whatever a template asks for. */
export function shownRequest(request: AccessRequest, hidden: readonly HiddenPart[]): AccessRequest {
  return hidden.reduce<AccessRequest>((shown, part) => ({ ...shown, ...without[part] }), request);
}

const without: Record<HiddenPart, Partial<AccessRequest>> = {
  roles: { roles: [], thresholds: [], annotations: {} },
  resources: { resources: [] },
  reason: { reason: '' },
  reviewers: { suggestedReviewers: [] },
};
