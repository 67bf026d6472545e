import { startBudget, within, type Budget } from '../calls/budget.ts';
import type { CallLimits } from '../calls/call-limits.ts';
import { notDone } from '../errors/not-done.ts';
import type { DialPlan } from './dial-plan.ts';
import { openLink, type Link, type LinkOptions } from './link.ts';

/** The use of a link by one call. The link stays open until every lease is released. */
export interface Lease {
  readonly link: Link;
  /** What is left of the caller's limits. */
  readonly budget: Budget;
  /** Aborts when new calls go to another link, so that a stream knows that it is time to move. */
  readonly retired: AbortSignal;
  release(): void;
}

/** The client's way to the Auth Service: found once, connected when needed, replaced without dropping a call. */
export interface Connection {
  /** A link on which a call can be sent. Rejects, with nothing sent, when there is none within the limits. */
  lease(limits: CallLimits): Promise<Lease>;
  /** New calls get a new connection; those under way finish on the old one. */
  renew(): void;
  /** Ends everything. Later calls fail with `closed`. */
  close(): void;
}

/** What a connection needs. */
export interface ConnectionOptions extends LinkOptions {
  /** Finds the way. Called at the first use, and again when it failed or the way has not worked for a while. */
  readonly findPlan: (signal: AbortSignal) => Promise<DialPlan>;
}

interface Slot {
  readonly link: Link;
  leases: number;
  readonly retired: AbortController;
}

/** Makes a connection. Nothing is sent before the first lease. */
export function createConnection(options: ConnectionOptions): Connection {
  const closing = new AbortController();
  let plan: Promise<DialPlan> | undefined;
  let slot: Slot | undefined;

  function findPlan(): Promise<DialPlan> {
    plan ??= options.findPlan(closing.signal).catch((error: unknown) => {
      plan = undefined;
      throw error;
    });
    return plan;
  }

  function checkOpen(): void {
    if (closing.signal.aborted) throw notDone('closed', 'The Teleport client is closed.');
  }

  function retire(): void {
    if (slot === undefined) return;
    slot.retired.abort();
    closeIfUnused(slot);
    slot = undefined;
  }

  async function lease(limits: CallLimits): Promise<Lease> {
    const budget = startBudget(limits);
    checkOpen();
    if (slot?.link.stuck()) {
      // What stands between here and Teleport may have changed, so the way is looked for anew.
      retire();
      plan = undefined;
    }
    const found = await within(budget, 'Finding the way to Teleport', findPlan()).finally(checkOpen);
    const mine = (slot ??= { link: openLink(found, options), leases: 0, retired: new AbortController() });
    mine.leases += 1;
    const release = once(() => {
      mine.leases -= 1;
      closeIfUnused(mine);
    });
    try {
      await mine.link.established(budget);
    } catch (error) {
      release();
      throw error;
    }
    return { link: mine.link, budget, retired: mine.retired.signal, release };
  }

  return {
    lease,
    renew: retire,
    close: () => {
      closing.abort();
      slot?.link.close();
      slot?.retired.abort();
      slot = undefined;
    },
  };
}

function closeIfUnused(slot: Slot): void {
  if (slot.retired.signal.aborted && slot.leases === 0) slot.link.close();
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    act();
  };
}
