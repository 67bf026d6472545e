import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { decisionsSettings } from '../../apps/jira-plugin/src/config/sections/decisions.ts';
import { readRoleFile, ROLE_FOLDER } from './role-file.ts';

const MODES = ['off', 'override', 'review', 'review-for-user'];
const files = readdirSync(ROLE_FOLDER);
const text = (file: string): string => readFileSync(join(ROLE_FOLDER, file), 'utf8');
const role = (mode: string) => readRoleFile(`decisions-${mode}.yaml`).role;

it('there is a role file for each mode, and for no other', () => {
  const modes = files
    .filter((file) => file.startsWith('decisions-'))
    .map((file) => file.slice('decisions-'.length, -'.yaml'.length));
  expect(modes.toSorted()).toEqual(MODES);
  expect(modes.filter((mode) => decisionsSettings.mode.kind.schema.safeParse(mode).success)).toEqual(modes);
});

describe('S24: a role', () => {
  it.each(MODES)('of mode %s names everything it allows: no wildcard', (mode) => {
    const { rules = [], reviewRequests } = role(mode);
    const names = [
      ...rules.flatMap(({ resources, verbs }) => [...resources, ...verbs]),
      ...(reviewRequests?.roles ?? []),
      ...(reviewRequests?.submitForUsers ?? []),
    ];
    expect(names.filter((name) => name.includes('*'))).toEqual([]);
  });

  it('may review in the two review modes only: as itself, or for named people', () => {
    const reviews = MODES.map((mode) => [mode, role(mode).reviewRequests]);
    expect(Object.fromEntries(reviews)).toEqual({
      off: undefined,
      override: undefined,
      review: { roles: ['editor'], submitForUsers: [] },
      'review-for-user': { roles: [], submitForUsers: ['alice@example.com', 'bob@example.com'] },
    });
  });

  it('may set states in override only', () => {
    const setting = MODES.filter((mode) =>
      role(mode).rules?.some(
        ({ resources, verbs }) => resources.includes('access_request') && verbs.includes('update'),
      ),
    );
    expect(setting).toEqual(['override']);
  });
});

describe('S24: no step of the guide takes a right from, or gives one to, what others use', () => {
  /** Read in the documentation of newer versions: Teleport's own roles for plugins. */
  const PRESETS = ['access-plugin', 'access-plugin-with-review', 'access', 'editor', 'auditor', 'reviewer'];
  const named = files.flatMap((file) =>
    parseAllDocuments(text(file)).map((document) => String(document.getIn(['metadata', 'name']))),
  );

  it('roles and users have names of their own', () => {
    expect(named.filter((name) => PRESETS.includes(name))).toEqual([]);
    expect(named.filter((name) => name.startsWith('teleport-jira'))).toHaveLength(2 * MODES.length + 1);
  });

  it('the guide overwrites nothing, and names only files that exist', () => {
    const guide = readFileSync(join(ROLE_FOLDER, '../../docs/guide.md'), 'utf8');
    const created = [...guide.matchAll(/^tctl create (.*)$/gm)].map(([, rest = '']) => rest);
    expect(created.length).toBeGreaterThan(2);
    for (const rest of created) {
      // The folder of the tarball: a copy of deploy/teleport.
      expect(rest).toMatch(/^teleport\/[\w-]+\.yaml$/);
      expect(files).toContain(rest.slice('teleport/'.length));
    }
  });
});

it('every role and its user may be impersonated to write an identity file', () => {
  const { spec } = parse(text('impersonator.yaml')) as {
    spec: { allow: { impersonate: { roles: string[]; users: string[] } } };
  };
  const { roles, users } = spec.allow.impersonate;
  expect(roles.toSorted()).toEqual(MODES.map((mode) => role(mode).name).toSorted());
  expect(users).toEqual([readRoleFile('decisions-off.yaml').user.name]);
});
