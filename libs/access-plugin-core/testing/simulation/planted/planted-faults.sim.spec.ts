import { describe, expect, it } from 'vitest';
import { boardFaults } from './board-faults.fixture.ts';
import { catchFault } from './catch-fault.fixture.ts';
import { decisionFaults } from './decision-faults.fixture.ts';
import { hintFaults } from './hint-faults.fixture.ts';
import { noteFaults } from './note-faults.fixture.ts';
import { openingFaults } from './opening-faults.fixture.ts';
import { recordFaults } from './record-faults.fixture.ts';

/** Seeds within which every planted fault has to be noticed. */
const budget = 600;

describe.each([
  ['opening', openingFaults],
  ['records', recordFaults],
  ['decisions', decisionFaults],
  ['the board', boardFaults],
  ['hints', hintFaults],
  ['notes', noteFaults],
])('the simulator notices faults of %s:', (_, faults) => {
  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    expect(await catchFault(fault, budget)).toBeDefined();
  });
});
