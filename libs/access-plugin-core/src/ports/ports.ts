import type { AccessRequests } from './access-requests.ts';
import type { Clock } from './clock.ts';
import type { Directory } from './directory.ts';
import type { Observer } from './observer.ts';
import type { PluginDataStore } from './plugin-data-store.ts';
import type { Random } from './random.ts';
import type { Sealer } from './sealer.ts';
import type { Tracker } from './tracker.ts';

/** Everything that the core needs from the outside. */
export interface Ports {
  readonly requests: AccessRequests;
  readonly pluginData: PluginDataStore;
  readonly tracker: Tracker;
  readonly clock: Clock;
  readonly random: Random;
  readonly observer: Observer;
  /** Needed by the modes that submit reviews for users; in `override` it only tells the requester apart. */
  readonly directory?: Directory;
  /** Present when records are to be sealed. An unsealed or broken record is then mirrored but never decides. */
  readonly sealer?: Sealer;
}
