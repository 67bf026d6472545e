import { expect, it } from 'vitest';
import { MINIMAL, parse } from '../config/minimal-config.fixture.ts';
import { pluginNameOf, pluginSettings } from './plugin-settings.ts';

const { config: plain } = parse(MINIMAL);
const { config: strict } = parse(
  MINIMAL.replace(
    '[jira]',
    '[jira]\ninstance = "b"\nhide = ["reason"]\ntrusted_creators = ["old-bot"]\nsearch_lag = "7s"',
  ) +
    `
[decisions]
mode = "review"
automation_accounts = ["robot"]
[sync]
interval = "30s"
`,
);

it('S8, S21: what the operator decided reaches the core', () => {
  expect(pluginSettings(strict, { clusterName: 'one' })).toMatchObject({
    cluster: 'one',
    instance: 'b',
    mode: 'review',
    automationAccounts: ['robot'],
    trustedCreators: ['old-bot'],
    hidden: ['reason'],
    searchLagMs: 7_000,
    intervalMs: 30_000,
  });
});

it('is what the original does where nothing is configured', () => {
  expect(pluginSettings(plain, { clusterName: 'one' })).toMatchObject({
    mode: 'override',
    automationAccounts: [],
    trustedCreators: [],
    hidden: [],
  });
});

it('is another owner at every start', () => {
  const owners = [1, 2, 3].map(() => pluginSettings(plain, { clusterName: 'one' }).owner);
  expect(new Set(owners).size).toBe(3);
});

it('S23: each instance has a record of its own, the first one the original’s', () => {
  expect([pluginNameOf(plain), pluginNameOf(strict)]).toEqual(['jira', 'jira-b']);
});
