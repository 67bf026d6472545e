import { describe, expect, it } from 'vitest';
import { createJiraReader } from './receive.ts';

const known = '10042';
const reader = createJiraReader({
  projectKeys: ['TAR', 'ops'],
  knowsTicket: (ticketId) => ticketId === known,
  webhookSecrets: [],
  ownAccount: { id: 'bot', dropMoves: true },
});
const read = (body: object) => reader.read(Buffer.from(JSON.stringify(body)));

describe('B5: what Automation and post functions send', () => {
  it.each([
    ['a key alone', { key: 'TAR-7' }, 'TAR-7'],
    ['a key alone, inside an issue', { issue: { key: 'TAR-7' } }, 'TAR-7'],
    ['a key in small letters', { key: 'tar-7' }, 'TAR-7'],
    ['a key of a project whose key may be new', { key: 'NEW-7' }, 'NEW-7'],
    ['an issue at the top', { id: 10000, key: 'TAR-7', fields: { project: { key: 'TAR' } } }, '10000'],
    ['a post function’s issue', { transition: {}, issue: { id: '10000', key: 'TAR-7' } }, '10000'],
  ])('is a hint like any other: %s', (_name, body, ticketId) => {
    expect(read(body)).toEqual({ kind: 'hint', ticketId, event: 'none' });
  });
});

describe('B5: an issue of a project that is not configured', () => {
  const webhook = (id: string, more: object = {}) => ({
    webhookEvent: 'jira:issue_updated',
    issue: { id, key: 'NEW-7', fields: { project: { key: 'NEW' } } },
    ...more,
  });

  it('is a hint where the ticket is known: the project’s key was changed, or the issue moved', () => {
    expect(read(webhook(known))).toEqual({ kind: 'hint', ticketId: known, event: 'jira:issue_updated' });
  });

  it('is dropped where nobody knows the ticket', () => {
    expect(read(webhook('10043'))).toEqual({ kind: 'dropped', reason: 'other-project' });
  });

  it('is dropped like any other where our own account wrote it', () => {
    const own = webhook(known, { user: { accountId: 'bot' } });
    expect(read(own)).toEqual({ kind: 'dropped', reason: 'own-write' });
  });
});
