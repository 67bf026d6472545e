import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { guard } from '../../../libs/access-plugin-core/src/deciding/guard.ts';
import type { Proposal, Work } from '../../../libs/access-plugin-core/src/deciding/proposal.ts';
import {
  aRecord,
  aRequest,
  aTicket,
  seen,
  type Sight,
} from '../../../libs/access-plugin-core/src/deciding/seen.fixture.ts';
import type { Step } from '../../../libs/access-plugin-core/src/deciding/step.ts';
import { codesIn, documentedCodes } from '../error-codes.ts';
import { tableUnder } from './table-under.fixture.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/lifecycle.md'), 'utf8');
const source = readFileSync(join(root, 'libs/access-plugin-core/src/deciding/proposal.ts'), 'utf8');
const works = codesIn(source, 'Work') as readonly Work[];

const note: Step = { kind: 'note', ticketId: '100', note: { key: 'k', paragraphs: [] } };
const otherwise: Proposal = { work: 'none', step: { kind: 'rest', why: 'gone' } };
const become = (work: Work, sight: Sight): Step['kind'] =>
  guard(seen(sight), { work, step: note, otherwise }).kind;

const staleRequest = { at: 'present', request: aRequest(), fresh: false, pendingAgainMs: 0 } as const;
const staleTicket = { at: 'present', ticket: aTicket(), fresh: false } as const;
const theirs = aRecord({ claimOwner: 'p2', claimEpoch: 3 });

/** What has to be read afresh, as the guard shows it by looking again. */
function freshFor(work: Work): string {
  const request = become(work, { request: staleRequest }) === 'look';
  const ticket = become(work, { ticket: staleTicket }) === 'look';
  if (request && ticket) return 'both';
  if (request) return 'request';
  return ticket ? 'ticket' : 'nothing';
}

/** How another process's claim is respected, as the guard shows it by what becomes of the step. */
function claimFor(work: Work): string {
  const under = become(work, { record: theirs });
  if (under === 'hold') return 'held';
  if (under === 'rest') return 'own';
  const early = become(work, { record: theirs, ticket: { at: 'unread' }, settings: { handoverMs: 0 } });
  return early === 'swap' ? 'early' : 'no';
}

it('explains every kind of work once, and no other', () => {
  expect(works.length).toBeGreaterThan(10);
  expect(documentedCodes(page, 'Kinds of work').toSorted()).toEqual(works.toSorted());
});

it.each<[string, (work: Work) => string, readonly string[]]>([
  ['**What must be fresh**', freshFor, ['nothing', 'request', 'ticket', 'both']],
  ['**What needs the claim**', claimFor, ['no', 'held', 'own', 'early']],
])('has every kind of work in the row under %s in which the guard puts it', (heading, of, groups) => {
  const rows = tableUnder(page, heading).map(([group = '', , members = '']) => [
    group,
    [...members.matchAll(/`([^`]+)`/g)].map(([, work]) => work),
  ]);
  const expected = groups.map((group) => [`\`${group}\``, works.filter((work) => of(work) === group)]);
  expect(rows).toEqual(expected);
});
