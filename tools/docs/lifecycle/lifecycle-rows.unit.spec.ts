import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../libs/access-plugin-core/src/deciding/decide.ts';
import { aRecord, seen } from '../../../libs/access-plugin-core/src/deciding/seen.fixture.ts';
import { endedRows } from './ended-rows.fixture.ts';
import { openingRows } from './opening-rows.fixture.ts';
import { pendingRows } from './pending-rows.fixture.ts';
import type { Row } from './row.fixture.ts';
import { stepOnPage } from './step-on-page.fixture.ts';
import { tableUnder } from './table-under.fixture.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/lifecycle.md'), 'utf8');

const alwaysRows: readonly Row[] = [
  ['the record names another instance', { record: aRecord({ instance: 'b' }) }],
  [
    'the request was not in the answer, and that is no fact',
    { request: { at: 'missing', confirmed: false } },
  ],
];

describe.each<[string, readonly Row[]]>([
  ['**Always**', alwaysRows],
  ['**No ticket is recorded**', openingRows],
  ['**A ticket is recorded, the request is pending**', pendingRows],
  ['**A ticket is recorded, the request has ended**', endedRows],
])('the table under %s in docs/lifecycle.md', (heading, rows) => {
  const cells = tableUnder(page, heading);

  it('has the rows that are run here, in this order, and no other', () => {
    expect(cells.map(([first]) => first)).toEqual(rows.map(([first]) => first));
  });

  it.each(rows)('says what follows where %s', (first, sight) => {
    const step = cells.find(([cell]) => cell === first)?.[1];
    expect(step).toBe(stepOnPage(decide(seen(sight))));
  });
});
