import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hostBlocks, walkScript } from './host-track.ts';

const guide = readFileSync(join(import.meta.dirname, '../../docs/guide.md'), 'utf8');

it('finds shell blocks in the steps in which the host is prepared, and none after them', () => {
  const blocks = hostBlocks(guide);
  expect([...new Set(blocks.map(({ step }) => step))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(blocks.map(({ text }) => text).join('')).not.toContain('teleport-jira render');
});

it('fills in before the plugin is run, types the token, and does not wait for ever', () => {
  const script = walkScript(
    [
      { step: 4, text: 'sudo tee /x/api-token > /dev/null\n' },
      { step: 7, text: 'sudo -u teleport-jira /usr/local/bin/teleport-jira start\n' },
      { step: 8, text: 'journalctl --unit teleport-jira --follow\n' },
    ],
    { token: "it's", edits: { a: 'b' } },
  );
  expect(script.split('\n').filter((line) => line !== '')).toEqual([
    'set -eu',
    'cd /root/walk',
    'echo "== step 4"',
    "printf '%s\\n' 'it'\\''s' | sudo tee /x/api-token > /dev/null",
    'echo "== fill in"',
    "replace_once 'a' 'b' /etc/teleport-jira.toml",
    'echo "== step 7"',
    'until_ready sudo -u teleport-jira /usr/local/bin/teleport-jira start',
    'echo "== step 8"',
    'journalctl --unit teleport-jira',
    'echo "== walked"',
  ]);
});
