import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decisionsSettings } from '../apps/jira-plugin/src/config/sections/decisions.ts';

const folder = join(import.meta.dirname, '../deploy/teleport');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** The verbs of a rule, by resource, as the files write them. */
function verbs(yaml: string): Readonly<Record<string, string>> {
  const rules = yaml.matchAll(/resources: \['(\w+)'\]\n\s+verbs: \[(.*)\]/g);
  return Object.fromEntries([...rules].map(([, resource = '', list = '']) => [resource, list]));
}

const MIRROR = { access_request: "'list', 'read'", access_plugin_data: "'list', 'read', 'update'" };
const OVERRIDE = { ...MIRROR, access_request: "'list', 'read', 'update'" };

describe('the Teleport roles', () => {
  it('exist for each mode, and for no other', () => {
    const modes = readdirSync(folder)
      .filter((file) => file.startsWith('decisions-'))
      .map((file) => file.slice('decisions-'.length, -'.yaml'.length));
    const known = modes.filter((mode) => decisionsSettings.mode.kind.schema.safeParse(mode).success);
    expect(modes.toSorted()).toEqual(['off', 'override', 'review', 'review-for-user']);
    expect(known).toEqual(modes);
  });

  it.each([
    ['access-plugin.yaml', OVERRIDE],
    ['decisions-override.yaml', OVERRIDE],
    ['decisions-off.yaml', MIRROR],
    ['decisions-review.yaml', MIRROR],
    ['decisions-review-for-user.yaml', { ...MIRROR, user: "'list', 'read'" }],
  ])('S24: %s gives no right that its mode does not need', (file, expected) => {
    expect(verbs(read(file))).toEqual(expected);
  });

  it('S24: review in the two review modes only, for named roles or named people', () => {
    expect(read('decisions-review.yaml')).toMatch(/review_requests:\n\s+roles: \['editor'\]/);
    expect(read('decisions-review-for-user.yaml')).toMatch(/^\s+submit_for_users: \['alice/m);
    for (const file of ['access-plugin.yaml', 'decisions-override.yaml', 'decisions-off.yaml']) {
      expect(read(file)).not.toContain('review_requests');
    }
  });

  it('may all be impersonated to write an identity file', () => {
    const impersonator = read('access-plugin-impersonator.yaml');
    const files = readdirSync(folder).filter((file) => /^(decisions-.*|access-plugin)\.yaml$/.test(file));
    for (const file of files) {
      const role = /^ {2}name: (\S+)$/m.exec(read(file))?.[1];
      expect(impersonator).toMatch(new RegExp(`^ +- ${role}$`, 'm'));
    }
  });
});
