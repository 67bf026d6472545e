import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visibleText } from './visible-text.ts';
import { anyText } from './any-text.fixture.ts';
import { fromAdf, toAdf, type AdfNode } from './adf.ts';
import { plainText } from './rich-text.ts';

it('builds paragraphs, headings, lists, marks and links', () => {
  const document = toAdf([
    { kind: 'heading', level: 3, text: 'Roles' },
    { kind: 'bullets', items: [[{ text: 'access', mark: 'code' }]] },
    { kind: 'paragraph', content: [{ text: 'Open', href: 'https://example.com/a b' }] },
  ]);
  expect(document).toEqual({
    type: 'doc',
    version: 1,
    content: [
      { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'Roles' }] },
      {
        type: 'bulletList',
        content: [
          {
            type: 'listItem',
            content: [
              {
                type: 'paragraph',
                content: [{ type: 'text', text: 'access', marks: [{ type: 'code' }] }],
              },
            ],
          },
        ],
      },
      {
        type: 'paragraph',
        content: [
          {
            type: 'text',
            text: 'Open',
            marks: [{ type: 'link', attrs: { href: 'https://example.com/a%20b' } }],
          },
        ],
      },
    ],
  });
});

it.each(['javascript:alert(1)', 'data:text/html,x', 'https://user:secret@example.com', 'no address'])(
  'S20: makes no link of %s',
  (href) => {
    const document = toAdf([{ kind: 'paragraph', content: [{ text: 'x', href }] }]);
    expect(JSON.stringify(document)).not.toContain('link');
  },
);

it('S20: puts any text into text nodes alone, and never an empty or broken one', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const nodes = leavesOf(toAdf([{ kind: 'paragraph', content: [{ text }] }]).content[0]?.content ?? []);
      for (const node of nodes) {
        expect(['text', 'hardBreak']).toContain(node.type);
        if (node.type !== 'text') continue;
        expect(node.text).toBeTruthy();
        expect(node.text).not.toContain('\n');
        // Nothing in it is hidden: there is nothing left to be made visible.
        expect(visibleText(node.text ?? '')).toBe(node.text);
        expect(node.marks).toBeUndefined();
      }
    }),
  );
});

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z:@[\]{}*]{1,20}$/), { minLength: 1 }), (lines) => {
      expect(fromAdf(toAdf(plainText(lines.join('\n\n'))))).toBe(lines.join('\n'));
      expect(fromAdf(toAdf(plainText(lines.join('\n'))))).toBe(lines.join('\n'));
    }),
  );
});

it('reads mentions and survives anything else', () => {
  const mention = { type: 'mention', attrs: { id: '1', text: '@Ann' } };
  const document = { type: 'doc', content: [{ type: 'paragraph', content: [mention] }] };
  expect(fromAdf(document)).toBe('@Ann');
  fc.assert(fc.property(fc.anything(), (value) => typeof fromAdf(value) === 'string'));
});

it('reads a document nested a hundred thousand deep', () => {
  let node: AdfNode = { type: 'text', text: 'deep' };
  for (let depth = 0; depth < 100_000; depth += 1) node = { type: 'blockquote', content: [node] };
  expect(fromAdf(node)).toBe('deep');
});

function leavesOf(nodes: readonly AdfNode[]): readonly AdfNode[] {
  return nodes.flatMap((node) => (node.content === undefined ? [node] : leavesOf(node.content)));
}
