import type { SiteSettings } from '@org/jira-fake';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings-input.ts';

const current = {
  searchLagMs: 0,
  tokensDead: false,
  burstPerSecond: undefined,
  unreadableIssues: [] as readonly string[],
  mistakenReads: {},
  internalByOthers: 'public',
} as SiteSettings;

describe('readSettings', () => {
  it('takes numbers, switches, and the lifting of a limit', () => {
    const settings = { searchLagMs: 5, tokensDead: true, burstPerSecond: null };
    expect(readSettings(current, settings)).toEqual({
      searchLagMs: 5,
      tokensDead: true,
      burstPerSecond: undefined,
    });
  });

  it('takes lists, names by name, and choices', () => {
    const settings = { unreadableIssues: ['1'], mistakenReads: { '1': '2' }, internalByOthers: 'refused' };
    expect(readSettings(current, settings)).toEqual(settings);
  });

  it.each([
    ['x', 'JSON object'],
    [{ unreadableIssues: '1' }, 'unreadableIssues is a list of texts'],
    [{ unreadableIssues: [1] }, 'unreadableIssues is a list of texts'],
    [{ mistakenReads: ['1'] }, 'mistakenReads is an object of texts'],
    [{ mistakenReads: null }, 'mistakenReads is an object of texts'],
    [{ internalByOthers: 'secret' }, 'internalByOthers is "public" or "refused"'],
    [{ searchLag: 5 }, 'no setting searchLag. Known: searchLagMs'],
    [{ searchLagMs: '5' }, 'searchLagMs is a number'],
    [{ tokensDead: 1 }, 'tokensDead is a boolean'],
  ])('says what is wrong with %j', (value, text) => {
    expect(readSettings(current, value)).toEqual(expect.stringContaining(text));
  });
});
