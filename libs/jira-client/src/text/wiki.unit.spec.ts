import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from './any-text.fixture.ts';
import { escapeWiki, fromWiki, toWiki } from './wiki.ts';
import { visibleText } from './visible-text.ts';

describe('escaping', () => {
  it.each([
    '{code}x{code}',
    '{html}<script>{html}',
    '[~admin]',
    '[click|http://evil.example]',
    '!http://evil.example/x.png!',
    'http://evil.example',
    'mailto:a@example.com',
    '*bold* _em_ -del- +ins+ ^sup^ ~sub~ ??cite??',
    '{{mono}}',
    '||head||',
    '|cell|',
    'h1. heading',
    'bq. quote',
    '* list',
    '# list',
    '- list',
    '----',
    'a\\\\b',
    ':) (y) (!)',
    '&lt;',
    'PROJ-123',
  ])('leaves nothing of %s for the renderer', (text) => {
    const escaped = escapeWiki(text);
    const left = escaped.replace(/&#\d+;/g, '');
    expect(left).not.toMatch(/[\\{}[\]*_\-+^~?!|#@&<>():]/);
    expect(left).not.toMatch(/^\s*(h[1-6]|bq)\./m);
  });

  it('S20: escapes any text so that it reads back as it was shown', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        expect(escapeWiki(text).replace(/&#\d+;/g, '')).not.toMatch(/[\\{}[\]*_\-+^~?!|#@&<>():]/);
        expect(fromWiki(escapeWiki(text))).toBe(visibleText(text));
      }),
    );
  });

  it('leaves letters, digits and full stops readable', () => {
    expect(escapeWiki('Bob wants db.example in 2 days, 日本語')).toBe(
      'Bob wants db.example in 2 days, 日本語',
    );
  });
});

it('builds headings, paragraphs, lists, marks and links', () => {
  const markup = toWiki([
    { kind: 'heading', level: 3, text: 'Roles\n* not a list' },
    { kind: 'bullets', items: [[{ text: 'a*b', mark: 'code' }], [{ text: 'two\nlines' }]] },
    { kind: 'paragraph', content: [{ text: 'Open', href: 'https://example.com/x|y]' }] },
  ]);
  expect(markup).toBe(
    'h3. Roles &#42; not a list\n\n* {{a&#42;b}}\n* two lines\n\n[Open|https://example.com/x%7Cy%5D]',
  );
});

it.each([
  ['reason: it\\\\\nis fine', 'reason: it\n\nis fine'],
  ['a \\* b', 'a * b'],
  ['one\r\ntwo', 'one\ntwo'],
])('reads %j as people mean it', (markup, text) => {
  expect(fromWiki(markup)).toBe(text);
});
