import { noPluginData } from '../../../libs/access-plugin-core/src/domain/plugin-data.ts';
import {
  aRequest,
  aTicket,
  gone,
  now,
  openingRecord,
  type Sight,
} from '../../../libs/access-plugin-core/src/deciding/seen.fixture.ts';
import type { Row } from './row.fixture.ts';

const resolved = aRequest({ state: 'approved' });
const ranOut = aRequest({ pendingUntil: now });
const found = [aTicket()];
/** Longer than any create may take to show. */
const settled = 160_000;

const unclaimed = (sight: Sight): Sight => ({ record: noPluginData, ...sight });
const ours = (sight: Sight): Sight => ({ record: openingRecord(), ...sight });
const sent = { watchedMs: 0, sentMs: 0, createSpent: false };
const searched = (sight: Sight): Sight => ({
  record: openingRecord({ claimOwner: 'p2' }),
  claim: { watchedMs: settled, searchedAtMs: settled, createSpent: false },
  ...sight,
});

/** No ticket is recorded. */
export const openingRows: readonly Row[] = [
  [
    'nobody has claimed, the request is pending, the settings want no ticket for it',
    unclaimed({ settings: { wantsTicket: () => false } }),
  ],
  ['nobody has claimed, the request is pending', unclaimed({})],
  [
    'nobody has claimed, the request has ended, a ticket of ours stands',
    unclaimed({ request: resolved, others: found }),
  ],
  ['nobody has claimed, the request has ended', unclaimed({ request: resolved })],
  ['record and request are gone, a ticket of ours shows no end', unclaimed({ request: gone, others: found })],
  [
    'record and request are gone, only other tickets stand',
    unclaimed({ request: gone, others: [aTicket({ creatorId: 'eve' })] }),
  ],
  ['record and request are gone, no ticket stands', unclaimed({ request: gone })],
  [
    'our claim, this process has just created the ticket',
    ours({ claim: { ...sent, created: { id: '100', key: 'REQ-100', projectId: '10', typeId: '3' } } }),
  ],
  ['our claim, a ticket of ours stands', ours({ claim: sent, others: found })],
  [
    'our claim, the outcome of its create is unknown, the record does not say so',
    ours({ claim: { ...sent, createSpent: true } }),
  ],
  [
    'our claim, the record says that the outcome of its create is unknown',
    ours({ claim: sent, record: openingRecord({ claimPhase: 'unknown' }) }),
  ],
  ['our first claim, the request has ended', ours({ claim: sent, request: resolved })],
  [
    'our later claim, the request has ended',
    ours({ claim: sent, record: openingRecord({ claimEpoch: 2 }), request: resolved }),
  ],
  ['our claim, within its send window', ours({ claim: sent })],
  ['our claim, its send window has closed', ours({ claim: { ...sent, sentMs: 10_001 } })],
  [
    'a claim in doubt, watched for less than the settling time',
    searched({ claim: { ...sent, watchedMs: settled - 1 } }),
  ],
  [
    'a claim in doubt, settled, not searched since',
    searched({ claim: { watchedMs: settled, createSpent: false } }),
  ],
  ['a claim in doubt, the search found a ticket of ours', searched({ others: found })],
  ['a claim in doubt, nothing found, the request has ended', searched({ request: resolved })],
  [
    'a claim in doubt, nothing found, the request has run out and is still listed',
    searched({ request: ranOut }),
  ],
  ['a claim in doubt, nothing found', searched({})],
];
