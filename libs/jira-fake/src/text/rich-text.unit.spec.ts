import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAdf } from './adf.ts';
import { richTextHtml } from './html.ts';
import { asAdf, asPlain, asWiki } from './rich-text.ts';

const paragraph = (...content: readonly object[]) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content }],
});

describe('wiki markup read through v3', () => {
  it('becomes marks, links and mentions', () => {
    expect(asAdf('a *b* {{c}} [d|https://e.example] [~accountid:5b1]')).toEqual(
      paragraph(
        { type: 'text', text: 'a ' },
        { type: 'text', text: 'b', marks: [{ type: 'strong' }] },
        { type: 'text', text: ' ' },
        { type: 'text', text: 'c', marks: [{ type: 'code' }] },
        { type: 'text', text: ' ' },
        { type: 'text', text: 'd', marks: [{ type: 'link', attrs: { href: 'https://e.example' } }] },
        { type: 'text', text: ' ' },
        { type: 'mention', attrs: { id: '5b1', text: '@5b1' } },
      ),
    );
  });

  it('becomes blocks', () => {
    const types = asAdf('h2. Head\n* one\n* two\n----\n{code:json}{"a":1}{code}\nlast').content.map(
      (node) => node.type,
    );
    expect(types).toEqual(['heading', 'bulletList', 'rule', 'codeBlock', 'paragraph']);
  });

  it('leaves escaped text alone', () => {
    expect(asPlain('\\*not bold\\* \\[not a link\\] \\{code\\}')).toBe('*not bold* [not a link] {code}');
    expect(asAdf('\\[~ann\\]')).toEqual(paragraph({ type: 'text', text: '[~ann]' }));
  });

  it('shows a numeric character reference as its character, which begins no markup', () => {
    const bold = '&#42;not bold&#x2a; &#91;&#126;ann&#93; 09&#58;40 &#128512;';
    expect(asAdf(bold)).toEqual(paragraph({ type: 'text', text: '*not bold* [~ann] 09:40 😀' }));
    expect(asAdf('{{prod&#45;admin}}')).toEqual(
      paragraph({ type: 'text', text: 'prod-admin', marks: [{ type: 'code' }] }),
    );
  });

  it('leaves alone what names no character', () => {
    expect(asPlain('&#0; &#55296; &#1114112; &#x; &#; & #45;')).toBe(
      '&#0; &#55296; &#1114112; &#x; &#; & #45;',
    );
  });

  it('does not take a sign inside a word for markup', () => {
    expect(asAdf('snake_case_name a*b*c')).toEqual(
      paragraph({ type: 'text', text: 'snake_case_name a*b*c' }),
    );
  });

  it('always gives a document that Jira would take', () => {
    fc.assert(fc.property(fc.string(), (text) => isAdf(asAdf(text))));
    const markup = fc.array(
      fc.constantFrom('*', '_', '[', ']', '{', '}', '|', '\\', 'x', ' ', '\n', '{code}', '# '),
    );
    fc.assert(fc.property(markup, (parts) => isAdf(asAdf(parts.join('')))));
  });
});

describe('a document read through v2', () => {
  it('becomes markup and reads back the same', () => {
    const document = asAdf(
      'h1. Title\n\na *b* [c|https://d.example]\n\n* one\n* two\n\n{noformat}x{noformat}',
    );
    expect(asAdf(asWiki(document))).toEqual(document);
  });

  it('keeps what looks like markup as text', () => {
    const document = asAdf('x');
    const tricky = {
      ...document,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: '[a|b] {code}' }] }],
    };
    expect(asWiki(tricky)).toBe('\\[a|b\\] \\{code\\}');
    expect(asPlain(asWiki(tricky))).toBe('[a|b] {code}');
  });
});

describe('isAdf', () => {
  it.each([
    ['a string', 'text'],
    ['another version', { type: 'doc', version: 2, content: [] }],
    ['an empty text node', paragraph({ type: 'text', text: '' })],
    ['an unknown node', paragraph({ type: 'script', text: 'x' })],
    ['inline content at the top', { type: 'doc', version: 1, content: [{ type: 'text', text: 'x' }] }],
  ])('refuses %s', (_name, value) => {
    expect(isAdf(value)).toBe(false);
  });
});

describe('richTextHtml', () => {
  it('escapes text and drops addresses that are not of the web', () => {
    const link = { type: 'link', attrs: { href: 'javascript:alert(1)' } };
    const document = paragraph({ type: 'text', text: '<img onerror=x>', marks: [link] });
    expect(isAdf(document) && richTextHtml(document)).toBe('<p>&lt;img onerror=x&gt;</p>');
  });
});
