import {
  ADMIN,
  parseFaultRule,
  type NewRequest,
  type Role,
  type TeleportFake,
  type User,
} from '@org/teleport-fake';
import { readFile } from 'node:fs/promises';

/** What a seed file may hold; every part is optional and adds to the default cluster. */
export interface Seed {
  readonly users?: readonly User[];
  readonly roles?: readonly Role[];
  readonly requests?: readonly NewRequest[];
  readonly faults?: readonly unknown[];
}

/** Reads a seed file. Throws one sentence when it is not a JSON object. */
export async function readSeed(file: string): Promise<Seed> {
  const text = await readFile(file, 'utf8');
  const seed = parse(text);
  if (typeof seed === 'object' && seed !== null && !Array.isArray(seed)) return seed;
  throw new Error(`The seed file ${file} must be a JSON object with users, roles, requests or faults.`);
}

/** Puts a seed into a running fake. */
export function plantSeed(fake: TeleportFake, seed: Seed): void {
  for (const role of seed.roles ?? []) fake.cluster.putRole(role);
  for (const user of seed.users ?? []) fake.cluster.putUser(user);
  for (const request of seed.requests ?? []) fake.cluster.createRequest(ADMIN, request);
  for (const fault of seed.faults ?? []) fake.faults.add(parseFaultRule(fault));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
