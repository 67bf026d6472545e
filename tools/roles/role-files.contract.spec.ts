import type { DecisionMode } from '@org/access-plugin-core';
import type { Role } from '@org/teleport-fake';
import { afterEach, describe, expect, it } from 'vitest';
import { readRoleFile } from './role-file.ts';
import { rightsOfRole } from './rights-of-role.ts';
import { startRoleWorld, type RoleWorld } from './role-world.fixture.ts';

// Seen on Teleport 15.3.1: what each verb on requests, plugin data and users allows, and its refusals.
// Unseen, read in source: that verbs on requests serve for their plugin data; all of review-for-user.

const WHOLE_PATH = { opened: true, carriedOver: true, closed: true };

let world: RoleWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

async function pathWith(mode: DecisionMode, role: Role): Promise<Record<keyof typeof WHOLE_PATH, boolean>> {
  const { user } = readRoleFile(`decisions-${mode}.yaml`);
  world = await startRoleWorld(mode, { role, user });
  return {
    opened: await world.opened(),
    carriedOver: await world.carriedOver(),
    closed: await world.closed(),
  };
}

describe.each<DecisionMode>(['off', 'override', 'review', 'review-for-user'])(
  'S24: the role of mode %s',
  (mode) => {
    const { role } = readRoleFile(`decisions-${mode}.yaml`);

    it('is enough: a request becomes a card, a moved card has its effect, an end in Teleport closes the card', async () => {
      expect(await pathWith(mode, role)).toEqual(WHOLE_PATH);
    });

    it.each(rightsOfRole(role))('grants no more: without $name the path breaks', async ({ without }) => {
      expect(await pathWith(mode, without)).not.toEqual(WHOLE_PATH);
    });
  },
);
