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
  ['a zero-width space', 'ed\u200bitor', 'U+200B'],
  ['a zero-width non-joiner', 'ed\u200citor', 'U+200C'],
  ['a zero-width joiner', 'ed\u200ditor', 'U+200D'],
  ['a combining grapheme joiner', 'ed\u034fitor', 'U+034F'],
  ['a braille blank', 'editor\u2800', 'U+2800'],
  ['a variation selector', 'editor\ufe0f', 'U+FE0F'],
  ['a right-to-left override', 'ed\u202eitor', 'U+202E'],
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

it.each([
  ['by default', {}],
  [
    'with a template',
    { summary: '{{user}}: {{roles}}', description: '{{user}} wants {{roles}} on {{resources}}' },
  ],
])(
  'S32: a ticket shows invisible characters in names and warns of them, and leaves emoji of a reason alone, %s',
  (_, template) => {
    const request = {
      ...requestNumber(1),
      user: 'ali\u200cce',
      roles: ['ed\u200ditor', 'editor\ufe0f'],
      resources: [{ cluster: 'leaf', kind: 'node', name: 'db\u2800', subResource: '' }],
      reason: 'because 👩\u200d🚀 said so \u2764\ufe0f',
    };
    const words = createTicketText(template);
    const description = words.description(request);
    for (const shown of [fromAdf(toAdf(description)), fromWiki(toWiki(description))]) {
      expect(shown).toContain('Look closely at "ali[U+200C]ce": it holds U+200C.');
      expect(shown).toContain('Look closely at "ed[U+200D]itor": it holds U+200D.');
      expect(shown).toContain('Look closely at "editor[U+FE0F]": it holds U+FE0F.');
      expect(shown).toContain('Look closely at "db[U+2800]": it holds U+2800.');
      expect(shown).toContain('node db[U+2800] in leaf');
      if (!('description' in template)) expect(shown).toContain('👩\u200d🚀 said so \u2764\ufe0f');
      const names = shown.replace('👩\u200d🚀', '').replace('\u2764\ufe0f', '');
      for (const sign of ['\u200c', '\u200d', '\ufe0f', '\u2800']) expect(names).not.toContain(sign);
    }
    const summary = words.summary(request);
    for (const name of ['ali[U+200C]ce', 'ed[U+200D]itor', 'editor[U+FE0F]']) expect(summary).toContain(name);
  },
);
