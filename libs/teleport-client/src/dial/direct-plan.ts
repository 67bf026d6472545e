import type { DialPlan } from './dial-plan.ts';
import type { HostPort } from './host-port.ts';

/** Straight to the Auth Service. */
export function directPlan(address: HostPort): DialPlan {
  return { route: 'direct', firstHop: address, address, layers: [], protocols: ['h2'] };
}
