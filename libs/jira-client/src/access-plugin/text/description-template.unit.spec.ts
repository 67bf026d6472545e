import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromAdf, toAdf } from '../../text/adf.ts';
import { requestNumber } from '../jira-subject.fixture.ts';
import { createTicketText } from './ticket-text.ts';

const request = { ...requestNumber(1), reason: 'Fix *it* [now|http://evil.example]' };

const template = `{{user}} asks, {{kind}}
second line {{decide_by}}
left out: {{starts}}

# Roles
- {{roles}}
- also: {{resources}}
## Starts
{{starts}}
# Why
{{reason}}
{{link}}`;

it('fills headings, bullets and paragraphs, and leaves out what says nothing', () => {
  const text = createTicketText({ description: template, clusterUrl: 'https://t.example' });
  expect(text.description(request)).toEqual([
    {
      kind: 'paragraph',
      content: [{ text: 'carol@example.com' }, { text: ' asks, ' }, { text: 'short-term' }],
    },
    { kind: 'heading', level: 1, text: 'Roles' },
    {
      kind: 'bullets',
      items: [
        [{ text: 'access' }],
        [{ text: 'editor' }],
        [{ text: 'also: ' }, { text: 'node db-1 in leaf' }],
      ],
    },
    { kind: 'heading', level: 1, text: 'Why' },
    {
      kind: 'paragraph',
      content: [
        { text: request.reason },
        { text: '\n' },
        { text: 'Open in Teleport', href: `https://t.example/web/requests/${request.id}` },
      ],
    },
  ]);
});

it('leaves the link out where the cluster has no address', () => {
  const text = createTicketText({ description: 'See {{link}}\n\nRequest {{request_id}}' });
  expect(fromAdf(toAdf(text.description(request)))).toBe(`Request ${request.id}`);
});

it('fills the summary in one line within the limit, and falls back to its own when nothing is left', () => {
  const long = { ...request, reason: 'x\ny'.repeat(200) };
  const summary = createTicketText({ summary: '[{{user}}] {{reason}}' }).summary(long);
  expect(summary).toMatch(/^\[carol@example\.com\] x yx y/);
  expect(summary.length).toBeLessThanOrEqual(255);
  expect(createTicketText({ summary: '{{starts}}' }).summary(request)).toContain('requested access');
});

it('refuses a placeholder that does not exist before any ticket is made', () => {
  expect(() => createTicketText({ description: 'a\n- {{nonsense}}' })).toThrow('{{nonsense}}');
  expect(() => createTicketText({ summary: '{{rolls}}' })).toThrow('roles');
});

it('S20: never lets the text of a request become a line, a link or a placeholder of the template', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (words) => {
      const hostile = { ...request, user: `\n# ${words}\n- {{link}} [a|http://evil.example]` };
      const blocks = createTicketText({ description: 'By {{user}}', clusterUrl: 'https://t.example' });
      const [block, ...warnings] = blocks.description(hostile).toReversed();
      // Such a name is warned of, in text alone.
      const text = expect.stringMatching(/^Look closely at /) as string;
      expect(warnings).toEqual([{ kind: 'paragraph', content: [{ text, mark: 'strong' }] }]);
      expect(block).toEqual({ kind: 'paragraph', content: [{ text: 'By ' }, { text: hostile.user }] });
    }),
  );
});

it('shows a list that is alone in a line as one', () => {
  const text = createTicketText({ description: 'Wanted:\n{{roles}}\n\nHow many: {{thresholds}}' });
  expect(text.description(request)).toEqual([
    { kind: 'paragraph', content: [{ text: 'Wanted:' }] },
    { kind: 'bullets', items: [[{ text: 'access' }], [{ text: 'editor' }]] },
    {
      kind: 'paragraph',
      content: [{ text: 'How many: ' }, { text: '(default) 2 to approve, 1 to deny' }],
    },
  ]);
});

it('takes its own words where a template is too long for any ticket', () => {
  const text = createTicketText({ description: '- a line\n'.repeat(5000) });
  expect(fromAdf(toAdf(text.description(request)))).toContain('requests access.');
});
