import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readMoveMark } from '../access-plugin/marks/move-mark.ts';
import { readTicketProperties } from '../access-plugin/marks/ticket-properties.ts';
import { anyText } from '../text/any-text.fixture.ts';
import { fromAdf, toAdf } from '../text/adf.ts';
import { plainText } from '../text/rich-text.ts';
import { changePageSchema, embeddedChangesSchema } from './issue/change.ts';
import { commentListSchema, commentPageSchema } from './issue/comment.ts';
import { createdIssueSchema } from './issue/created-issue.ts';
import { fieldsByIdSchema } from './field.ts';
import { issueSchema } from './issue/issue.ts';
import { permissionsSchema } from './permissions.ts';
import { projectSchema } from './project.ts';
import { issuePropertiesSchema } from './issue/property.ts';
import { searchPageSchema } from './issue/search-page.ts';
import { serverInfoSchema } from './server-info.ts';
import { transitionsSchema } from './issue/transition.ts';
import { userSchema } from './user.ts';
import { verifyWebhookSignature } from '../webhooks/webhook-signature.ts';
import { fromWiki, toWiki } from '../text/wiki.ts';

/** `FUZZ_RUNS=100000` makes a long run of it. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 5000);
const patience = 60_000 + numRuns * 5;

const ann = { accountId: '5b10', accountType: 'atlassian', displayName: 'Ann', active: true };
const status = { id: '3', name: 'Approved', statusCategory: { id: 3, key: 'done', name: 'Done' } };
const created = '2026-01-01T00:00:00.000+0000';
const adf = toAdf(plainText('reason: on call'));
const comment = {
  id: '1',
  author: ann,
  body: adf,
  created,
  updated: created,
  properties: [{ key: 'a', value: {} }],
};
const change = {
  id: '10',
  author: ann,
  created,
  items: [
    { field: 'status', fieldId: 'status', from: '1', fromString: 'Pending', to: '3', toString: 'Approved' },
  ],
  historyMetadata: { type: 'teleport-access-plugin', extraData: { instance: 'default', answers: '9' } },
};
const issue = {
  id: '10042',
  key: 'TAR-7',
  fields: {
    project: { id: '1', key: 'TAR', name: 'T' },
    issuetype: { id: '3', name: 'Task' },
    status,
    creator: ann,
    created,
    updated: created,
    comment: { comments: [comment], total: 1, startAt: 0 },
  },
  changelog: { histories: [change], total: 1, startAt: 0 },
  transitions: [
    {
      id: '31',
      name: 'Approve',
      to: status,
      fields: {
        resolution: { required: true, name: 'R', schema: { type: 'resolution', system: 'resolution' } },
      },
    },
  ],
  properties: {
    teleportAccessRequestId: 'r',
    teleportAccessPlugin: { cluster: 'c', instance: 'i', epoch: 1 },
  },
};

const answers: readonly (readonly [string, z.ZodType, unknown])[] = [
  ['issue', issueSchema, issue],
  ['search page', searchPageSchema, { issues: [issue], nextPageToken: 'n', isLast: false }],
  ['embedded changelog', embeddedChangesSchema, issue.changelog],
  ['changelog page', changePageSchema, { values: [change], total: 1 }],
  ['comments', commentPageSchema, issue.fields.comment],
  ['comment list', commentListSchema, { values: [comment] }],
  ['transitions', transitionsSchema, issue.transitions],
  ['fields', fieldsByIdSchema, issue.transitions[0]?.fields],
  ['properties', issuePropertiesSchema, { id: issue.id, properties: issue.properties }],
  ['user', userSchema, ann],
  ['project', projectSchema, { id: '1', key: 'TAR', name: 'T', issueTypes: [{ id: '3', name: 'Task' }] }],
  ['permissions', permissionsSchema, { permissions: { BROWSE_PROJECTS: { havePermission: true } } }],
  ['server info', serverInfoSchema, { baseUrl: 'x', version: '10.3.5', deploymentType: 'Server' }],
  ['created issue', createdIssueSchema, { id: '1', key: 'TAR-1', self: 'https://elsewhere.example/1' }],
];

const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    [],
    {},
    '',
    -1,
    Infinity,
    '__proto__',
    { toString: 7 },
    { __proto__: null },
    '\ud800',
  ),
);

/** The answer with one of its values, somewhere, made odd or taken away. */
function spoilt(value: unknown, path: readonly number[], odd: unknown): unknown {
  const [turn, ...rest] = path;
  if (turn === undefined || typeof value !== 'object' || value === null) return odd;
  const keys = Object.keys(value);
  const key = keys[turn % keys.length];
  if (key === undefined) return odd;
  const inner = (value as Record<string, unknown>)[key];
  if (rest.length === 0 && turn % 3 === 0) {
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
  const changed = spoilt(inner, rest, odd);
  if (Array.isArray(value)) return value.with(Number(key), changed);
  return { ...value, [key]: changed };
}

describe('S13: answers of Jira, spoilt anywhere', () => {
  it(
    'are read or refused, never thrown upon',
    () => {
      const tally = { read: 0, refused: 0 };
      const input = fc.record({
        at: fc.nat({ max: answers.length - 1 }),
        path: fc.array(fc.nat({ max: 11 }), { maxLength: 7 }),
        odd: oddValue,
      });
      fc.assert(
        fc.property(input, ({ at, path, odd }) => {
          const [, schema, answer] = answers[at] ?? [];
          const result = schema?.safeParse(spoilt(answer, path, odd));
          tally[result?.success === true ? 'read' : 'refused'] += 1;
        }),
        { numRuns },
      );
      console.info(`fuzzing answers of Jira: ${JSON.stringify(tally)}`);
      // Both branches are worth something only if both are met.
      expect(Math.min(tally.read, tally.refused)).toBeGreaterThan(numRuns / 20);
    },
    patience,
  );

  it.each(answers)('%s: is read when whole', (_, schema, answer) => {
    expect(schema.safeParse(answer)).toMatchObject({ success: true });
  });
});

it(
  'S20: text of any form is read and written without an end in sight of markup',
  () => {
    fc.assert(
      fc.property(anyText(200), fc.anything(), (text, value) => {
        expect(typeof fromAdf(value)).toBe('string');
        expect(typeof fromWiki(text)).toBe('string');
        expect(toWiki([{ kind: 'paragraph', content: [{ text }] }])).not.toMatch(/[[\]{}|!]/);
      }),
      { numRuns },
    );
  },
  patience,
);

it(
  'S12: properties and marks of any form are read as something or as nothing',
  () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('teleportAccessRequestId', 'teleportAccessPlugin', 'type', 'extraData'),
          fc.anything(),
        ),
        (found) => {
          const { requestId, origin } = readTicketProperties(found);
          expect(['string', 'undefined']).toContain(typeof requestId);
          expect(['object', 'undefined']).toContain(typeof origin);
          readMoveMark(found);
        },
      ),
      { numRuns },
    );
  },
  patience,
);

it(
  'S13: no header is taken for a signature by chance',
  () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.oneof(fc.string(), fc.stringMatching(/^sha256=[0-9a-f]{64}$/)),
        (body, header) => {
          expect(verifyWebhookSignature(body, header, ['secret', ''])).toBe(false);
        },
      ),
      { numRuns },
    );
  },
  patience,
);
