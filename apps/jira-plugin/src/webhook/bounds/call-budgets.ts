import { limitBytes, type ByteBudget } from './byte-budget.ts';
import type { WebhookLimits } from './limits.ts';

/** What one call has cost so far. */
export interface Charge {
  add(bytes: number): void;
  /**
   * Something vouches for the call: what it cost is given back to its address, and counted with all such calls. False
   * when those have nothing left.
   */
  vouch(): boolean;
}

/** What callers may send. See `WebhookLimits`. */
export interface CallBudgets {
  /** Whether the caller has anything left of its own. */
  has(caller: string): boolean;
  /**
   * Begins to count a call. `undefined`: the caller has nothing left, nor have those together whose signature is still to
   * be looked at, if the call `seemsSigned`.
   */
  open(caller: string, seemsSigned: boolean): Charge | undefined;
}

/** For budgets that all callers share. */
const everybody = 'everybody';

export function createCallBudgets(limits: WebhookLimits, now: () => number): CallBudgets {
  const addresses = limitBytes({ perSecond: limits.addressBytesPerSecond, now });
  const unverified = limitBytes({ perSecond: limits.unverifiedBytesPerSecond, now });
  const vouched = limitBytes({ perSecond: limits.vouchedBytesPerSecond, now });
  const chargeTo = (budget: ByteBudget, payer: string): Charge => {
    let total = 0;
    const add = (bytes: number): void => {
      total += bytes;
      budget.take(payer, bytes);
    };
    add(limits.requestBytes);
    return {
      add,
      vouch: () => {
        budget.giveBack(payer, total);
        if (!vouched.has(everybody)) return false;
        vouched.take(everybody, total);
        return true;
      },
    };
  };
  return {
    has: (caller) => addresses.has(caller),
    open: (caller, seemsSigned) => {
      if (addresses.has(caller)) return chargeTo(addresses, caller);
      return seemsSigned && unverified.has(everybody) ? chargeTo(unverified, everybody) : undefined;
    },
  };
}
