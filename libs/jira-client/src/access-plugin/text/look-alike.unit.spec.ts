import { expect, it } from 'vitest';
import { fromAdf, toAdf } from '../../text/adf.ts';
import { fromWiki, toWiki } from '../../text/wiki.ts';
import { requestNumber } from '../jira-subject.fixture.ts';
import { lookAlikeWarnings } from './look-alike.ts';
import { createTicketText } from './ticket-text.ts';

it.each([
  ['a Cyrillic letter', '\u0430dmin', '\u0430 (U+0430)'],
  ['a Greek letter', '\u03bfps', '\u03bf (U+03BF)'],
  ['a letter of phonetics', '\u0261uest', '\u0261 (U+0261)'],
  ['a wide letter', '\uff41dmin', '\uff41 (U+FF41)'],
  ['a space that does not break', 'db\u00a0admin', 'U+00A0'],
  ['a second space', 'db  admin', 'U+0020'],
  ['a space at the end', 'admin ', 'U+0020'],
  ['a letter in two parts', 'mu\u0308ller', 'U+0308'],
])('S32: a name with %s is warned of, with its code point', (_, name, sign) => {
  const [warning, ...others] = lookAlikeWarnings(['plain', name, name]);
  expect(warning).toContain(`it holds ${sign}`);
  expect(others).toEqual([]);
});

it.each(['alice@example.com', 'müller', 'Zoë O’Neil', '山田', 'ผู้ดูแล', 'db-admin_2', 'प्रशासक'])(
  'S32: %s is plain',
  (name) => {
    expect(lookAlikeWarnings([name])).toEqual([]);
  },
);

it('S32: warns of ten names at the most, and counts the others', () => {
  const names = Array.from({ length: 25 }, (_, index) => `\u0430-${index}`);
  const warnings = lookAlikeWarnings(names);
  expect([warnings.length, warnings.at(-1)]).toEqual([11, expect.stringContaining('15 more names')]);
});

it.each([{}, { description: '{{user}} wants {{roles}}' }])(
  'S32: the warning stands on the ticket, whatever its template (%o)',
  (template) => {
    const request = { ...requestNumber(1), user: '\u0430lice', roles: ['\u0435ditor'] };
    const text = createTicketText(template).description(request);
    for (const shown of [fromAdf(toAdf(text)), fromWiki(toWiki(text))]) {
      expect(shown).toContain('Look closely at "\u0430lice": it holds \u0430 (U+0430)');
      expect(shown).toContain('Look closely at "\u0435ditor"');
    }
  },
);
